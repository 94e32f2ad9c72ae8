package io.spectra.auth.jwt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whose JWTs are accepted, and how. Without an issuer none are. */
@ConfigMapping(prefix = "spectra.jwt")
public interface JwtConfig {
  /** The one issuer: what the claim {@code iss} must be, to the letter. */
  Optional<String> issuer();

  /** What the claim {@code aud} must be or contain; required with an issuer. */
  Optional<String> audience();

  /**
   * Where the issuer's keys are, as a JWK set. Where neither this nor a file is given they are
   * discovered by {@code <issuer>/.well-known/openid-configuration}. https, or http on loopback.
   */
  Optional<URI> jwksUrl();

  /** A file with the keys instead, as a JWK set; read again like a URL. */
  Optional<Path> jwksFile();

  /** The signature algorithms that are accepted; asymmetric ones only. */
  @WithDefault("RS256,PS256,ES256,EdDSA")
  List<String> algorithms();

  /** The header {@code typ} that a token may have, without regard to case. */
  @WithDefault("JWT,at+jwt")
  List<String> types();

  /** Whether a token must have a {@code typ}; some issuers leave it out. */
  @WithDefault("false")
  boolean requireType();

  /** The claim that names the tenant. */
  @WithDefault("tenant_id")
  String tenantClaim();

  /** The claim with the permissions: an array, or names separated by blanks. */
  @WithDefault("permissions")
  String permissionsClaim();

  /** How far the issuer's clock may be from ours. */
  @WithDefault("30s")
  Duration skew();

  /** How far in the future a token may expire. */
  @WithDefault("24h")
  Duration maxLifetime();

  /** How old keys become before they are fetched again; a withdrawn one is good for so long. */
  @WithDefault("5m")
  Duration keysMaxAge();

  /** How often a minute an unknown {@code kid} may have the keys fetched. */
  @WithDefault("6")
  int refreshesPerMinute();

  /** How long fetching the keys may take. */
  @WithDefault("5s")
  Duration timeout();
}

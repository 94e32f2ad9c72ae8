package io.spectra.auth.jwt;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Judges JWTs by RFC 8725: issuer, audience, algorithms and type are pinned, and the key is the
 * issuer's, whatever a token says of it. Everything but the signature is judged first, so that only
 * a token that could be good has keys fetched, and never from a place that it names itself. Does
 * not block.
 */
@Startup
@ApplicationScoped
public class Jwts {
  private static final int LONGEST = 8192;
  private static final List<String> ASYMMETRIC =
      List.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

  private final JwtConfig config;
  private final Set<String> types;
  private final JwtKeys keys;
  private final JwtConsumer unverified;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread keys = new Thread(task, "jwt-keys");
            keys.setDaemon(true);
            return keys;
          });

  /**
   * @throws IllegalStateException when an issuer is configured and what it needs is not
   */
  public Jwts(JwtConfig config) {
    this.config = config;
    this.types =
        config.types().stream()
            .map(type -> type.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    check();
    this.keys = new JwtKeys(new KeySource(config), thread, config.refreshesPerMinute());
    this.unverified =
        config.issuer().isPresent() ? consumer().setSkipSignatureVerification().build() : null;
    if (config.issuer().isPresent()) {
      keys.refresh();
      long age = config.keysMaxAge().toMillis();
      thread.scheduleWithFixedDelay(keys::refresh, age, age, TimeUnit.MILLISECONDS);
    }
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }

  /**
   * @param token as sent
   * @return who it is about, empty for one that is not good; complete at once unless keys have to
   *     be fetched for it
   */
  public CompletionStage<Optional<JwtIdentity>> identify(String token) {
    Optional<TokenHeader> header = plausible(token);
    if (header.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    if (!keys.mightAppear(header.get())) {
      return CompletableFuture.completedFuture(verified(token, header.get()));
    }
    return keys.refreshIfAllowed().thenApply(fetched -> verified(token, header.get()));
  }

  /** What is wrong with the issuer's keys; empty when nothing is, or no issuer is configured. */
  public Optional<String> problem() {
    return config.issuer().isPresent() ? keys.problem() : Optional.empty();
  }

  private Optional<TokenHeader> plausible(String token) {
    if (unverified == null
        || token.length() > LONGEST
        || token.chars().filter(character -> character == '.').count() != 2) {
      return Optional.empty();
    }
    return TokenHeader.read(token, config, types)
        .filter(header -> claims(unverified, token).isPresent());
  }

  private Optional<JwtIdentity> verified(String token, TokenHeader header) {
    return keys.find(header)
        .flatMap(
            key ->
                claims(
                    consumer()
                        .setVerificationKey(key.getPublicKey())
                        .setJwsAlgorithmConstraints(
                            new AlgorithmConstraints(ConstraintType.PERMIT, header.algorithm()))
                        .build(),
                    token))
        .flatMap(this::identity);
  }

  private static Optional<JwtClaims> claims(JwtConsumer consumer, String token) {
    try {
      return Optional.of(consumer.processToClaims(token));
    } catch (InvalidJwtException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private Optional<JwtIdentity> identity(JwtClaims claims) {
    if (!(claims.getClaimValue(config.tenantClaim()) instanceof String tenant)) {
      return Optional.empty();
    }
    return Claims.strings(claims.getClaimValue(config.permissionsClaim()))
        .map(scopes -> new JwtIdentity(tenant, Claims.subject(claims), scopes));
  }

  private JwtConsumerBuilder consumer() {
    return new JwtConsumerBuilder()
        .setExpectedIssuer(true, config.issuer().orElseThrow())
        .setExpectedAudience(true, config.audience().orElseThrow())
        .setRequireExpirationTime()
        .setMaxFutureValidityInMinutes((int) config.maxLifetime().toMinutes())
        .setAllowedClockSkewInSeconds((int) config.skew().toSeconds())
        .registerValidator(new StrictTimes());
  }

  private void check() {
    if (config.issuer().isEmpty()) {
      if (config.audience().isPresent() || config.jwksUrl().isPresent()) {
        throw new IllegalStateException("JWTs need spectra.jwt.issuer (SPECTRA_JWT_ISSUER)");
      }
      return;
    }
    if (config.audience().isEmpty()) {
      throw new IllegalStateException("JWTs need spectra.jwt.audience (SPECTRA_JWT_AUDIENCE)");
    }
    if (!ASYMMETRIC.containsAll(config.algorithms())) {
      throw new IllegalStateException("spectra.jwt.algorithms may name " + ASYMMETRIC);
    }
  }
}

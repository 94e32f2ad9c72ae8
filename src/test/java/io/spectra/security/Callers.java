package io.spectra.security;

import io.spectra.auth.jwt.Issuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Every kind of credential that a request may come with. */
enum Callers {
  KEY(true),
  READONLY_KEY(true),
  JWT(true),
  READONLY_JWT(true),
  SIGNED(true),
  NONE(false),
  GARBAGE(false),
  BASIC(false),
  EXPIRED_KEY(false),
  EXPIRED_JWT(false),
  FOREIGN_JWT(false),
  STALE_SIGNATURE(false),
  WRONG_SIGNATURE(false);

  private static final String READ = "[\"query:execute\", \"bulk:read\"]";

  final boolean known;

  Callers(boolean known) {
    this.known = known;
  }

  boolean all() {
    return known && !name().startsWith("READONLY");
  }

  /** The headers of a request by this caller, who belongs to acme. */
  Map<String, String> headers(String method, URI uri, Map<String, String> more, String body) {
    return switch (this) {
      case KEY -> bearer(more, "spk_acme_demo");
      case READONLY_KEY -> bearer(more, "spk_acme_readonly");
      case JWT -> bearer(more, jwt(Issuer.payload("acme", "[\"*\"]")));
      case READONLY_JWT -> bearer(more, jwt(Issuer.payload("acme", READ)));
      case SIGNED -> AwsSigned.acme().headers(method, uri, more, body);
      case NONE -> more;
      case GARBAGE -> bearer(more, "spk_garbage");
      case BASIC -> with(more, "Basic c3BrX2FjbWVfZGVtbzo=");
      case EXPIRED_KEY -> bearer(more, "spk_acme_expired");
      case EXPIRED_JWT ->
          bearer(
              more,
              jwt(Issuer.payload("acme", "[\"*\"]").replaceFirst("\"exp\": \\d", "\"exp\": 0")));
      case FOREIGN_JWT ->
          bearer(more, Issuer.sign(Issuer.rsa("test"), "RS256", Issuer.payload("acme", READ)));
      case STALE_SIGNATURE ->
          signed(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-16)), "secret-acme")
              .headers(method, uri, more, body);
      case WRONG_SIGNATURE ->
          signed(Clock.systemUTC(), "secret-globex").headers(method, uri, more, body);
    };
  }

  private static AwsSigned signed(Clock clock, String secret) {
    return new AwsSigned(
        "SPECTRADEMOACME00000", "spectra-demo-" + secret, "us-east-1", "execute-api", clock);
  }

  static String jwt(String payload) {
    Path file = Path.of(ConfigProvider.getConfig().getValue(Guarded.SIGNING_KEY, String.class));
    try {
      return Issuer.sign(
          PublicJsonWebKey.Factory.newPublicJwk(Files.readString(file)), "RS256", payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> bearer(Map<String, String> more, String token) {
    return with(more, "Bearer " + token);
  }

  private static Map<String, String> with(Map<String, String> more, String authorization) {
    Map<String, String> headers = new LinkedHashMap<>(more);
    headers.put("Authorization", authorization);
    return headers;
  }
}

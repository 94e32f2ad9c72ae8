package io.spectra.security;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.spectra.auth.ApiKeyHash;
import io.spectra.auth.jwt.Issuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;

/** A service with TLS, an issuer of JWTs, and a registry of its own that a test may change. */
public final class Guarded implements QuarkusTestProfile {
  /** Where a test finds the key with which the issuer signs. */
  public static final String SIGNING_KEY = "spectra-test.signing-key";

  @Override
  public Map<String, String> getConfigOverrides() {
    try {
      Path folder = Files.createTempDirectory("spectra-guarded-");
      PublicJsonWebKey key = Issuer.rsa("test");
      Path secret =
          Files.writeString(
              folder.resolve("private.json"),
              key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
      Path keys =
          Files.writeString(
              folder.resolve("keys.json"),
              new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
      Path tenants = Files.writeString(folder.resolve("tenants.yaml"), registry());
      ServerKey tls = ServerKey.in(folder);
      Map<String, String> settings = new HashMap<>(bounds());
      settings.put(SIGNING_KEY, secret.toString());
      settings.put("spectra.jwt.issuer", Issuer.NAME);
      settings.put("spectra.jwt.audience", Issuer.AUDIENCE);
      settings.put("spectra.jwt.jwks-file", keys.toString());
      settings.put("spectra.tenants.file", tenants.toString());
      settings.put("spectra.tenants.poll", "200ms");
      settings.put("quarkus.http.test-ssl-port", "0");
      settings.put("quarkus.http.tls-configuration-name", "api");
      settings.put("quarkus.tls.api.key-store.pem.0.cert", tls.certificate().toString());
      settings.put("quarkus.tls.api.key-store.pem.0.key", tls.key().toString());
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of slow and of many clients. */
  private static Map<String, String> bounds() {
    return Map.of(
        "spectra.api.slow-body", "1s",
        "spectra.api.slow-head", "1500ms",
        "spectra.api.keep-alive", "2s",
        "quarkus.http.limits.max-connections", "200");
  }

  /** The demo tenants, and an expired key. */
  static String registry() {
    return tenant("acme", "SPECTRADEMOACME00000")
        + """
              - {name: readonly, sha256: %s, permissions: ["query:execute", "bulk:read"]}
              - {name: old, sha256: %s, permissions: ["*"], expires: 2020-01-01T00:00:00Z}
        """
            .formatted(hash("spk_acme_readonly"), hash("spk_acme_expired"))
        + tenant("globex", "SPECTRADEMOGLOBEX000").substring("tenants:\n".length());
  }

  private static String tenant(String id, String accessKey) {
    String capitals = id.toUpperCase(java.util.Locale.ROOT);
    return """
        tenants:
          - id: %1$s
            database: {user: spectra_%1$s, password: {env: SPECTRA_LOCAL_%2$s_PASSWORD}}
            aws:
              - {name: signer, access-key: %3$s, secret: {env: SPECTRA_LOCAL_%2$s_AWS_SECRET}, permissions: ["*"]}
            keys:
              - {name: demo, sha256: %4$s, permissions: ["*"]}
        """
        .formatted(id, capitals, accessKey, hash("spk_" + id + "_demo"));
  }

  static String hash(String key) {
    return ApiKeyHash.of(key).hex();
  }
}

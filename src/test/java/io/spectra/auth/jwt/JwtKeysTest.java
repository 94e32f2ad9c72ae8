package io.spectra.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spectra.TestConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwtKeysTest {
  private final PublicJsonWebKey first = Issuer.rsa("first");
  private final PublicJsonWebKey second = Issuer.rsa("second");
  private final Issuer issuer = new Issuer(first);
  private Jwts jwts;

  @AfterEach
  void close() {
    jwts.stop();
    issuer.close();
  }

  @Test
  @DisplayName("R-002 a rotated key is known at its first token; a withdrawn one is not any more")
  void rotates() {
    start(Map.of("spectra.jwt.jwks-url", issuer.jwksUrl()));
    assertThat(identify(first)).isPresent();

    issuer.publish(second);

    assertThat(identify(second)).isPresent();
    assertThat(identify(first)).isEmpty();
  }

  @Test
  @DisplayName("R-002 an issuer that is down leaves the last good keys")
  void keepsTheLastGoodKeys() {
    start(Map.of("spectra.jwt.jwks-url", issuer.jwksUrl(), "spectra.jwt.keys-max-age", "50ms"));

    issuer.publish();
    await().until(() -> jwts.problem().isPresent());

    assertThat(identify(first)).isPresent();
    issuer.publish(second);
    await().until(() -> identify(second).isPresent());
  }

  @Test
  @DisplayName("R-002 unknown key ids have the keys fetched only so often")
  void boundsRefreshes() {
    start(
        Map.of("spectra.jwt.jwks-url", issuer.jwksUrl(), "spectra.jwt.refreshes-per-minute", "2"));
    int before = issuer.asked().size();

    for (int i = 0; i < 20; i++) {
      assertThat(identify(Issuer.rsa("unknown-" + i))).isEmpty();
      if (i == 3) {
        assertThat(issuer.asked()).hasSize(before + 2);
      }
    }
    assertThat(issuer.asked()).hasSizeBetween(before + 2, before + 4);
  }

  @Test
  @DisplayName("R-002 keys are discovered by the issuer's name")
  void discovers() {
    start(Map.of("spectra.jwt.issuer", issuer.base()));

    assertThat(
            jwts.identify(
                    Issuer.sign(
                        first,
                        "RS256",
                        Issuer.payload("acme", "\"bulk:read query:execute\"")
                            .replace(Issuer.NAME, issuer.base())))
                .toCompletableFuture()
                .join()
                .orElseThrow()
                .permissions())
        .containsExactly("bulk:read", "query:execute");
    assertThat(issuer.asked()).contains("/.well-known/openid-configuration", "/keys");
  }

  @Test
  @DisplayName("R-002 keys can lie in a file")
  void readsAFile(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("keys.json"),
            new JsonWebKeySet(first).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
    start(Map.of("spectra.jwt.jwks-file", file.toString()));

    assertThat(identify(first)).isPresent();
    assertThat(issuer.asked()).isEmpty();
  }

  @Test
  @DisplayName("an issuer without an audience, with symmetric algorithms, or over http is refused")
  void refusesLooseConfigurations() {
    start(Map.of("spectra.jwt.jwks-url", issuer.jwksUrl()));

    assertThatThrownBy(() -> configured(Map.of("spectra.jwt.audience", "")))
        .hasMessageContaining("spectra.jwt.audience");
    assertThatThrownBy(() -> configured(Map.of("spectra.jwt.algorithms", "HS256")))
        .hasMessageContaining("spectra.jwt.algorithms");
    assertThatThrownBy(() -> configured(Map.of("spectra.jwt.jwks-url", "http://issuer.test/keys")))
        .hasMessageContaining("https");
  }

  private void start(Map<String, String> settings) {
    jwts = configured(settings);
    await().until(() -> jwts.problem().isEmpty());
  }

  private static Jwts configured(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("spectra.jwt.issuer", Issuer.NAME);
    all.put("spectra.jwt.audience", Issuer.AUDIENCE);
    all.putAll(settings);
    return new Jwts(TestConfig.of(JwtConfig.class, all));
  }

  private Optional<JwtIdentity> identify(PublicJsonWebKey key) {
    return jwts.identify(Issuer.sign(key, "RS256", Issuer.payload("acme", "[\"*\"]")))
        .toCompletableFuture()
        .join();
  }
}

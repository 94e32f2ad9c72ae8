package io.spectra.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.TestConfig;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 8725, attack by attack: nothing gets in, and nothing makes us ask anybody for anything. */
class JwtAttackTest {
  private static final PublicJsonWebKey KEY = Issuer.rsa("k1");
  private static final PublicJsonWebKey ELLIPTIC = Issuer.ec("k2");
  private static final PublicJsonWebKey STRANGER = Issuer.rsa("k1");
  private static final Issuer ISSUER = new Issuer(KEY, ELLIPTIC);
  private static final Jwts JWTS = jwts();
  private static final long NOW = System.currentTimeMillis() / 1000;

  @BeforeAll
  static void keysAreThere() {
    await().until(() -> JWTS.problem().isEmpty());
  }

  @AfterAll
  static void close() {
    JWTS.stop();
    ISSUER.close();
  }

  private static Jwts jwts() {
    Map<String, String> settings =
        Map.of(
            "spectra.jwt.issuer", Issuer.NAME,
            "spectra.jwt.audience", Issuer.AUDIENCE,
            "spectra.jwt.jwks-url", ISSUER.jwksUrl());
    return new Jwts(TestConfig.of(JwtConfig.class, settings));
  }

  @Test
  @DisplayName("R-002 a good token identifies, by each kind of key, and without a kid or typ")
  void goodTokens() {
    String payload = Issuer.payload("acme", "[\"query:execute\"]");
    JsonWebSignature bare = new JsonWebSignature();
    bare.setPayload(payload);
    bare.setAlgorithmHeaderValue("RS256");

    for (String token :
        List.of(
            Issuer.sign(KEY, "RS256", payload),
            Issuer.sign(KEY, "PS256", payload),
            Issuer.sign(ELLIPTIC, "ES256", payload),
            Issuer.sign(KEY, "RS256", payload.replace("\"spectra\"", "[\"other\", \"spectra\"]")),
            Issuer.signed(bare, KEY.getPrivateKey()))) {
      assertThat(identify(token))
          .contains(new JwtIdentity("acme", "robot-7", List.of("query:execute")));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"algorithms", "foreignKeys", "keyIds", "times", "claims", "shapes"})
  @DisplayName("R-002 RFC 8725: refused, and nobody is asked for a key")
  void refused(String attack, String token) {
    int askedBefore = ISSUER.asked().size();

    assertThat(identify(token)).isEmpty();

    assertThat(ISSUER.asked()).hasSize(askedBefore);
  }

  static Stream<Arguments> algorithms() {
    byte[] publicKey = KEY.getPublicKey().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
            + "\n-----END PUBLIC KEY-----\n";
    Stream<Arguments> none =
        Stream.of("none", "None", "NONE", "nOnE", "", "none ")
            .flatMap(
                name ->
                    Stream.of(
                        Arguments.of(
                            "alg " + name, raw("{\"alg\":\"" + name + "\"}", good()) + "."),
                        Arguments.of(
                            "alg " + name + " with a signature",
                            raw("{\"alg\":\"" + name + "\"}", good()) + ".c2ln")));
    return Stream.concat(
        none,
        Stream.of(
            Arguments.of("HS256 with the public key", hmac("HS256", publicKey)),
            Arguments.of(
                "HS256 with the PEM", hmac("HS256", pem.getBytes(StandardCharsets.US_ASCII))),
            Arguments.of(
                "HS256 with the JWK",
                hmac(
                    "HS256",
                    KEY.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
                        .getBytes(StandardCharsets.US_ASCII))),
            Arguments.of("HS512", hmac("HS512", publicKey)),
            Arguments.of("RS512, which is not accepted", Issuer.sign(KEY, "RS512", good())),
            Arguments.of("no alg", raw("{\"kid\":\"k1\"}", good()) + ".c2ln"),
            Arguments.of("alg is a number", raw("{\"alg\":1}", good()) + ".c2ln"),
            Arguments.of(
                "an EC signature of zeros",
                raw("{\"alg\":\"ES256\",\"kid\":\"k2\"}", good())
                    + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64])),
            Arguments.of(
                "a key of the wrong kind",
                raw("{\"alg\":\"ES256\",\"kid\":\"k1\"}", good()) + ".c2ln")));
  }

  static Stream<Arguments> foreignKeys() {
    String jwk = STRANGER.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    String url = ISSUER.base() + "/attacker";
    return Stream.of(
            "\"jwk\":" + jwk,
            "\"jku\":\"" + url + "\"",
            "\"x5u\":\"" + url + "\"",
            "\"x5c\":[\"MIIB\"]",
            "\"crit\":[\"exp\"],\"exp\":1",
            "\"crit\":[]",
            "\"typ\":\"JWE\"",
            "\"typ\":\"secevent+jwt\"",
            "\"typ\":7")
        .map(
            header ->
                Arguments.of(
                    header.substring(0, Math.min(20, header.length())),
                    signedRaw("{\"alg\":\"RS256\",\"kid\":\"k1\"," + header + "}", KEY)));
  }

  static Stream<Arguments> keyIds() {
    return Stream.of(
            "\"../../../../dev/null\\u0000\"",
            "\"k1' OR '1'='1\"",
            "\"k1\\n\"",
            "\"\"",
            "7",
            "[\"k1\"]",
            "{\"k1\":1}",
            "\"" + "k".repeat(300) + "\"")
        .map(
            id ->
                Arguments.of(
                    "kid " + id.substring(0, Math.min(12, id.length())),
                    signedRaw("{\"alg\":\"RS256\",\"kid\":" + id + "}", KEY)));
  }

  static Stream<Arguments> times() {
    String exp = "\"exp\": " + (NOW + 300);
    return Stream.of(
            "\"x\": 1",
            "\"exp\": " + (NOW - 3600),
            "\"exp\": \"" + (NOW + 300) + "\"",
            "\"exp\": " + (NOW + 300) + ".5",
            "\"exp\": " + (NOW + 300) + "e0",
            "\"exp\": null",
            "\"exp\": -1",
            "\"exp\": true",
            "\"exp\": [" + (NOW + 300) + "]",
            "\"exp\": " + (NOW + 10L * 365 * 86_400),
            "\"exp\": 99999999999999999999999",
            "\"exp\": 9223372036854775807",
            exp + ", \"nbf\": " + (NOW + 3600),
            exp + ", \"nbf\": \"0\"",
            exp + ", \"nbf\": 1.5",
            exp + ", \"nbf\": -1",
            exp + ", \"nbf\": null",
            exp + ", \"iat\": \"today\"")
        .map(times -> Arguments.of(times, Issuer.sign(KEY, "RS256", claims(times))));
  }

  static Stream<Arguments> claims() {
    return Stream.of(
            good().replace(Issuer.NAME, "https://other.test"),
            good().replace(Issuer.NAME, Issuer.NAME + "/"),
            good().replace("\"" + Issuer.NAME + "\"", "[\"" + Issuer.NAME + "\"]"),
            good().replace("\"iss\"", "\"isS\""),
            good().replace("\"spectra\"", "\"other\""),
            good().replace("\"spectra\"", "[\"other\", \"spectrum\"]"),
            good().replace("\"spectra\"", "[]"),
            good().replace("\"spectra\"", "{\"spectra\": 1}"),
            good().replace("\"aud\"", "\"auD\""),
            good().replace("{\"iss\"", "{\"tenant_id\": \"globex\", \"iss\""),
            good().replace("{\"iss\"", "{\"iss\": \"" + Issuer.NAME + "\", \"iss\""),
            good().replace("{\"iss\"", "{\"exp\": 1, \"iss\""),
            good().replace("\"acme\"", "[\"acme\"]"),
            good().replace("\"tenant_id\"", "\"tenant\""),
            good().replace("[\"*\"]", "{\"*\": true}"),
            good().replace("[\"*\"]", "[1]"))
        .map(payload -> Arguments.of(payload, Issuer.sign(KEY, "RS256", payload)));
  }

  static Stream<Arguments> shapes() {
    String token = Issuer.sign(KEY, "RS256", good());
    String[] parts = token.split("\\.");
    return Stream.of(
        Arguments.of("another payload", parts[0] + "." + base64(good() + " ") + "." + parts[2]),
        Arguments.of("another signature", parts[0] + "." + parts[1] + "." + flipped(parts[2])),
        Arguments.of("no signature", parts[0] + "." + parts[1] + "."),
        Arguments.of("a stranger's key", Issuer.sign(STRANGER, "RS256", good())),
        Arguments.of("five parts", token + ".a.b"),
        Arguments.of("two parts", parts[0] + "." + parts[1]),
        Arguments.of("no JSON", base64("{") + "." + base64("{") + ".c2ln"),
        Arguments.of("an array", base64("[]") + "." + base64("[]") + ".c2ln"),
        Arguments.of(
            "two algs", signedRaw("{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"k1\"}", KEY)),
        Arguments.of("dots", ".."),
        Arguments.of(
            "oversize",
            Issuer.sign(
                KEY,
                "RS256",
                good().replace("{\"iss\"", "{\"x\": \"" + "x".repeat(9000) + "\", \"iss\""))));
  }

  private static Optional<JwtIdentity> identify(String token) {
    return JWTS.identify(token).toCompletableFuture().join();
  }

  private static String good() {
    return Issuer.payload("acme", "[\"*\"]");
  }

  private static String claims(String times) {
    return """
        {"iss": "%s", "aud": "%s", "tenant_id": "acme", "permissions": ["*"], %s}"""
        .formatted(Issuer.NAME, Issuer.AUDIENCE, times);
  }

  private static String hmac(String algorithm, byte[] secret) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setPayload(good());
    jws.setAlgorithmHeaderValue(algorithm);
    jws.setKeyIdHeaderValue("k1");
    return Issuer.signed(jws, new HmacKey(secret));
  }

  /** Signs a header that no library would write. */
  private static String signedRaw(String header, PublicJsonWebKey key) {
    String input = raw(header, good());
    try {
      var signature = java.security.Signature.getInstance("SHA256withRSA");
      signature.initSign(key.getPrivateKey());
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String raw(String header, String payload) {
    return base64(header) + "." + base64(payload);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String flipped(String signature) {
    return (signature.charAt(0) == 'A' ? 'B' : 'A') + signature.substring(1);
  }
}

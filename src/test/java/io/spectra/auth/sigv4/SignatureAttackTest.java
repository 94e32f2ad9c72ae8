package io.spectra.auth.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.TestConfig;
import io.spectra.auth.Secret;
import io.spectra.security.AwsSigned;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests signed by the AWS SDK's own signer, and what an attacker would make of them. */
class SignatureAttackTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final String BODY = "{\"sql\": \"SELECT 1\"}";
  private static final String SECRET = "spectra-demo-secret-acme";

  private final Signatures signatures =
      new Signatures(TestConfig.of(SignatureConfig.class, Map.of()));
  private int bodiesRead;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/queries",
        "/v1/bulk/jobs?state=Open&limit=5",
        "/v1/bulk/jobs?limit=5&limit=6&state=",
        "/v1/bulk/jobs?offset=a%2Fb%3D%3D&x=%20y~z",
        "/v1/jobs/a%20b/results",
        "/v1/jobs/%C3%A4"
      })
  @DisplayName("R-003 what the SDK signs is accepted, whatever stands in its path and query")
  void accepts(String target) {
    assertThat(verified(signed(target), BODY)).isTrue();
  }

  @Test
  @DisplayName("R-003 the order of headers and parameters, and blanks in values, do not matter")
  void orderDoesNotMatter() {
    SentHead head = signed("/v1/bulk/jobs?b=2&a=1");
    Map<String, List<String>> reversed = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(head.headers().keySet());
    java.util.Collections.reverse(names);
    names.forEach(name -> reversed.put(name, head.header(name)));

    assertThat(verified(new SentHead("POST", head.path(), "a=1&b=2", reversed), BODY)).isTrue();
    assertThat(verified(head.with("x-tenant-id", "  acme "), BODY)).isTrue();
  }

  @Test
  @DisplayName("R-003 15 minutes of skew either way, and not a second more")
  void skew() {
    SentHead head = signed("/v1/queries");

    assertThat(verifiedAt(NOW.plusSeconds(900), head)).isTrue();
    assertThat(verifiedAt(NOW.minusSeconds(900), head)).isTrue();
    assertThat(verifiedAt(NOW.plusSeconds(901), head)).isFalse();
    assertThat(verifiedAt(NOW.minusSeconds(901), head)).isFalse();
  }

  @Test
  @DisplayName("R-003 an altered body, method, path, query or signed header is refused")
  void alterations() {
    SentHead head = signed("/v1/bulk/jobs?limit=5");

    assertThat(verified(head, BODY + " ")).isFalse();
    assertThat(verified(head.by("GET"), BODY)).isFalse();
    assertThat(verified(head.at("/v1/bulk/job", "limit=5"), BODY)).isFalse();
    assertThat(verified(head.at("/v1/bulk/jobs/", "limit=5"), BODY)).isFalse();
    assertThat(verified(head.at("/v1/bulk%2Fjobs", "limit=5"), BODY)).isFalse();
    assertThat(verified(head.at(head.path(), "limit=5&limit=5"), BODY)).isFalse();
    assertThat(verified(head.at(head.path(), "limit=5&x"), BODY)).isFalse();
    assertThat(verified(head.at(head.path(), "limit=%zz"), BODY)).isFalse();
    assertThat(verified(head.with("host", "other"), BODY)).isFalse();
    assertThat(verified(head.with("host", "api.test", "other"), BODY)).isFalse();
    assertThat(verified(head.with("x-tenant-id", "globex"), BODY)).isFalse();
    assertThat(verified(head.with("x-amz-date", "20260501T120001Z"), BODY)).isFalse();
    assertThat(verified(head.with("x-amz-date", "20260501T120000Z", "20260501T120000Z"), BODY))
        .isFalse();
    assertThat(verified(head.with("x-amz-target", "more"), BODY)).isFalse();
    assertThat(verified(head.with("x-amz-security-token", "any"), BODY)).isFalse();
    assertThat(verified(head.with("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), BODY)).isFalse();
    assertThat(verified(head.with("x-tenant-id", (String[]) null), BODY)).isFalse();
  }

  @Test
  @DisplayName(
      "R-003 the scope must be this service's, its date the request's, its secret the key's")
  void scopes() {
    assertThat(verified(signed("s3", SECRET), BODY)).isFalse();
    assertThat(verified(signed("execute-api", "another"), BODY)).isFalse();
    assertThat(verified(rewritten("/20260501/", "/20260430/"), BODY)).isFalse();
    assertThat(verified(rewritten("eu-central-1", "us-east-1"), BODY)).isFalse();
  }

  @Test
  @DisplayName("R-003 host and x-amz-date must be signed, in order, once each")
  void signedHeaders() {
    assertThat(verified(rewritten("host;", ""), BODY)).isFalse();
    assertThat(verified(rewritten(";x-amz-date", ""), BODY)).isFalse();
    assertThat(verified(rewritten("host;", "host;host;"), BODY)).isFalse();
    assertThat(verified(rewritten(";x-amz-date", ";x-amz-date;a"), BODY)).isFalse();
    assertThat(bodiesRead).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA512 Credential=A/20260501/r/s/aws4_request, SignedHeaders=host, Signature=0",
        "AWS4-ECDSA-P256-SHA256 Credential=A/20260501/s/aws4_request, SignedHeaders=host, Signature=",
        "AWS4-HMAC-SHA256 Credential=A/20260501/r/s/aws5_request, SignedHeaders=host, Signature=0",
        "AWS3 AWSAccessKeyId=A"
      })
  @DisplayName("R-003 what is no such header is no signature")
  void otherSchemes(String header) {
    assertThat(Authorization.parse(header)).isEmpty();
  }

  private SentHead signed(String target) {
    return signed(target, "execute-api", SECRET);
  }

  private SentHead signed(String service, String secret) {
    return signed("/v1/queries", service, secret);
  }

  private SentHead signed(String target, String service, String secret) {
    URI uri = URI.create("https://api.test" + target);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("host", List.of("api.test"));
    new AwsSigned(
            "SPECTRADEMOACME00000",
            secret,
            "eu-central-1",
            service,
            Clock.fixed(NOW, ZoneOffset.UTC))
        .headers("POST", uri, Map.of("X-Tenant-ID", "acme"), BODY)
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    return new SentHead(
        "POST", uri.getRawPath(), uri.getRawQuery() == null ? "" : uri.getRawQuery(), headers);
  }

  private SentHead rewritten(String part, String with) {
    SentHead head = signed("/v1/queries");
    String header = head.header("authorization").get(0);
    assertThat(header).contains(part);
    return head.with("authorization", header.replace(part, with));
  }

  private boolean verifiedAt(Instant now, SentHead head) {
    return verified(head, BODY, now);
  }

  private boolean verified(SentHead head, String body) {
    return verified(head, body, NOW);
  }

  private boolean verified(SentHead head, String body, Instant now) {
    return Authorization.parse(head.header("authorization").get(0))
        .map(
            signed ->
                signatures
                    .verify(
                        signed,
                        head,
                        new Secret(SECRET),
                        null,
                        now,
                        () -> {
                          bodiesRead++;
                          return CompletableFuture.completedFuture(
                              body.getBytes(StandardCharsets.UTF_8));
                        })
                    .toCompletableFuture()
                    .join())
        .orElse(false);
  }
}

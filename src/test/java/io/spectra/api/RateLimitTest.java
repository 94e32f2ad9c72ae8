package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.spectra.security.RawHttp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RateLimitTest.Limited.class)
class RateLimitTest {
  /** Other tests ask more often than the limits allow; here they are on, as in production. */
  public static final class Limited implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "spectra.limits.enabled",
          "true",
          "spectra.limits.failed-authentications-per-minute",
          Integer.toString(FAILURES));
    }
  }

  private static final int FAILURES = 6;
  private static final int CROWD = 8;
  private static final Pattern RETRY_AFTER =
      Pattern.compile("(?is)retry-after: (\\d+)\r.*\"retry_after\":(\\d+)");
  private static final int MORE_THAN_TWO_MINUTES_HOLD = 21;

  private static final String REMAINING = "X-RateLimit-Remaining";

  @TestHTTPResource URI base;

  @Test
  @DisplayName("R-072 past the limit a tenant is told when to come back, and others are not")
  void pastTheLimit() {
    ApiClient globex = ApiClient.globex(base);
    ApiClient.Reply reply = globex.post("/v1/bulk/jobs", "{}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("X-RateLimit-Limit")).isEqualTo("10");

    for (int i = 0; i < MORE_THAN_TWO_MINUTES_HOLD && reply.status() != 429; i++) {
      reply = globex.post("/v1/bulk/jobs", "{}");
    }

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.error()).isEqualTo("RATE_LIMITED");
    assertThat(reply.header("X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(reply.header("Retry-After")).isEqualTo(reply.detail("retry_after").asText());
    assertThat(reply.detail("retry_after").asInt()).isBetween(1, 60);
    assertThat(ApiClient.acme(base).post("/v1/bulk/jobs", "{}").status()).isEqualTo(400);
  }

  @Test
  @DisplayName("R-072 the headers count down one by one, to the minute of the clock")
  void headers() {
    ApiClient acme = ApiClient.acme(base).whenReady();
    awaitBeginningOfMinute();
    long before = Instant.now().getEpochSecond();
    int remaining = Integer.parseInt(acme.get("/v1/jobs/job-none").header(REMAINING));
    var next = acme.get("/v1/jobs/job-none");
    var foreign = acme.with("X-Tenant-ID", "globex").get("/v1/jobs/job-none");
    var last = acme.get("/v1/jobs/job-none");

    assertThat(next.header("X-RateLimit-Limit")).isEqualTo("300");
    assertThat(next.header(REMAINING)).isEqualTo(Integer.toString(remaining - 1));
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.header(REMAINING))
        .as("told, and not charged")
        .isEqualTo(next.header(REMAINING));
    assertThat(last.header(REMAINING)).isEqualTo(Integer.toString(remaining - 2));
    assertThat(Long.parseLong(last.header("X-RateLimit-Reset")))
        .isEqualTo(before - before % 60 + 60);
  }

  @Test
  @DisplayName("R-072 failed authentications are limited per address; good ones stay welcome")
  void failedAuthentications() {
    // Addresses of this test alone: other tests of this application fail from 127.0.0.1.
    List<String> answers =
        IntStream.range(0, FAILURES * CROWD)
            .parallel()
            .mapToObj(i -> guess("127.0.0.77", "/v1/jobs/job-none"))
            .toList();
    assertThat(answers).filteredOn(answer -> status(answer) == 401).hasSize(FAILURES);
    assertThat(answers)
        .filteredOn(answer -> status(answer) == 429)
        .hasSize(FAILURES * (CROWD - 1))
        .allSatisfy(answer -> assertThat(answer).contains("RATE_LIMITED"))
        .allSatisfy(answer -> assertThat(retryAfter(answer)).isBetween(1, 60));

    assertThat(status(guess("127.0.0.77", "/v1/nothing"))).isEqualTo(429);
    assertThat(status(guess("127.0.0.78", "/v1/nothing"))).as("another address").isEqualTo(401);
    assertThat(status(ask("127.0.0.77", "/v1/jobs/job-none", "spk_acme_demo")))
        .as("good credentials of the same address")
        .isNotIn(401, 429);
  }

  private String guess(String from, String path) {
    return ask(from, path, "spk_wrong");
  }

  private String ask(String from, String path, String key) {
    return RawHttp.exchange(
        base,
        from,
        ("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Tenant-ID: acme\r\n"
                + "Authorization: Bearer %s\r\n\r\n")
            .formatted(path, key));
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }

  /** The same number in the header and in the body. */
  private static int retryAfter(String answer) {
    var told = RETRY_AFTER.matcher(answer);
    assertThat(told.find()).as(answer).isTrue();
    assertThat(told.group(2)).isEqualTo(told.group(1));
    return Integer.parseInt(told.group(1));
  }

  /** So that no minute ends between two requests. */
  private static void awaitBeginningOfMinute() {
    await().atMost(Duration.ofSeconds(15)).until(() -> Instant.now().getEpochSecond() % 60 < 50);
  }
}

package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RateLimitTest.Limited.class)
class RateLimitTest {
  /** Other tests ask more often than the limits allow; here they are on, as in production. */
  public static final class Limited implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("spectra.limits.enabled", "true");
    }
  }

  private static final int MORE_THAN_TWO_MINUTES_HOLD = 21;

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
}

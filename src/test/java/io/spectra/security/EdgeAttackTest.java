package io.spectra.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.spectra.api.ApiClient;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(Guarded.class)
class EdgeAttackTest {
  @TestHTTPResource URI base;

  @BeforeEach
  void ready() {
    ApiClient.acme(base).whenReady();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/%zz, 401, 404",
    "GET, /v1/jobs/%, 401, 404",
    "GET, /%zz, 400, 400",
    "GET, /%761/bulk/jobs, 401, 404",
    "GET, /x/../v1/bulk/jobs, 401, 404",
    "GET, /v1/../v1/bulk/jobs, 401, 404",
    "GET, //v1/bulk/jobs, 401, 404",
    "GET, /v1//bulk/jobs, 401, 404",
    "GET, /v1/./bulk/jobs, 401, 404",
    "GET, /v1/jobs/a|b, 401, 404",
    "GET, /v1/jobs/a%00b, 401, 404",
    "GET, /v1/jobs/%2e%2e, 401, 404",
    "GET, /v1/bulk/jobs?limit=%zz, 401, 400",
    "HEAD, /v1/bulk/jobs, 401, 405",
    "OPTIONS, /v1/queries, 401, 405",
    "TRACE, /v1/queries, 401, 405",
    "FOO, /v1/queries, 401, 405",
    "CONNECT, localhost:9000, 404, 404",
    "GET, /q/health, 404, 404",
    "GET, /q/metrics, 404, 404",
  })
  @DisplayName("R-002 R-070 no spelling of a path passes the edge; each answers in the envelope")
  void spellings(String method, String target, int stranger, int known) {
    String line = method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    String credentials = "Authorization: Bearer spk_acme_demo\r\nX-Tenant-ID: acme\r\n";

    assertThat(RawHttp.exchange(base, line + "\r\n"))
        .startsWith("HTTP/1.1 " + stranger)
        .contains("X-Request-ID: ", "X-Content-Type-Options: nosniff")
        .satisfies(answer -> hasEnvelope(method, answer));
    assertThat(RawHttp.exchange(base, line + credentials + "\r\n"))
        .startsWith("HTTP/1.1 " + known)
        .satisfies(answer -> hasEnvelope(method, answer));
  }

  @Test
  @DisplayName("a page of another origin is given nothing, as none is configured")
  void noCors() {
    var preflight =
        ApiClient.stranger(base)
            .with("Origin", "https://evil.test")
            .with("Access-Control-Request-Method", "POST")
            .send("OPTIONS", "/v1/queries", java.net.http.HttpRequest.BodyPublishers.noBody());

    assertThat(preflight.status()).isEqualTo(401);
    assertThat(preflight.http().headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control"));
  }

  @Test
  @DisplayName("a body that trickles is cut off in its time")
  void slowBodies() {
    String answer =
        RawHttp.exchange(
            base,
            "POST /v1/queries HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer spk_acme_demo\r\nX-Tenant-ID: acme\r\n"
                + "Content-Length: 100\r\n\r\n{\"sql\":");

    assertThat(answer).startsWith("HTTP/1.1 400").contains("too slowly");
  }

  private static void hasEnvelope(String method, String answer) {
    if (!method.equals("HEAD")) {
      assertThat(answer).contains("{\"error\":{\"code\":\"");
    }
  }
}

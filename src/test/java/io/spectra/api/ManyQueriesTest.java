package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.TestStack;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ManyQueriesTest {
  private static final String SLOW =
      "SELECT count(*) AS crowd FROM sales a, sales b, sales c, sales d";
  private static final int SEATS = 10;
  private static final int MORE_THAN_FIT = SEATS + 120;

  @TestHTTPResource URI base;

  @Test
  @DisplayName(
      "R-085, R-072: a tenant's crowd of slow queries is bounded, and others do not feel it")
  void crowd() throws Exception {
    ApiClient.acme(base).whenReady();
    List<Socket> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < MORE_THAN_FIT; i++) {
        crowd.add(ask());
      }
      Socket last = crowd.get(crowd.size() - 1);
      last.setSoTimeout(20_000);
      String refusal = new String(last.getInputStream().readNBytes(400), StandardCharsets.UTF_8);
      assertThat(refusal)
          .containsPattern("^HTTP/1.1 (429|503)")
          .containsIgnoringCase("retry-after");
      assertThat(running()).isLessThanOrEqualTo(SEATS);
      assertThat(ApiClient.globex(base).query("SELECT 1 AS one").status()).isEqualTo(200);
    } finally {
      for (Socket each : crowd) {
        each.close();
      }
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> running() == 0);
    assertThat(ApiClient.acme(base).query("SELECT 1 AS one").status()).isEqualTo(200);
  }

  private Socket ask() throws IOException {
    String body = "{\"sql\": \"" + SLOW + "\"}";
    Socket socket = new Socket(base.getHost(), base.getPort());
    String head =
        "POST /v1/queries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer spk_acme_demo\r\n"
            + "X-Tenant-ID: acme\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static int running() throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE state <> 'idle'"
                    + " AND query LIKE '%crowd%' AND pid <> pg_backend_pid()")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}

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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClientGoneTest {
  private static final String SILENT =
      "SELECT count(*) AS abandoned FROM sales a, sales b, sales c, sales d";
  private static final String TALKATIVE =
      "SELECT repeat('x', 50000) AS abandoned FROM sales a, sales b";

  @TestHTTPResource URI base;

  @Test
  @DisplayName("R-021 a client that leaves before the first row ends its statement within 2 s")
  void leavesWhileTheWarehouseWorks() throws Exception {
    Socket client = ask(SILENT);
    await().atMost(Duration.ofSeconds(20)).until(ClientGoneTest::running);
    client.close();

    await().atMost(Duration.ofSeconds(2)).until(() -> !running());
    assertThat(ApiClient.acme(base).query("SELECT 1 AS one").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("R-021 a client that leaves while rows stream ends its statement within 2 s")
  void leavesWhileRowsStream() throws Exception {
    try (Socket client = ask(TALKATIVE)) {
      assertThat(client.getInputStream().readNBytes(200_000)).hasSize(200_000);
      assertThat(running()).isTrue();
    }

    await().atMost(Duration.ofSeconds(2)).until(() -> !running());
    assertThat(ApiClient.acme(base).query("SELECT 1 AS one").status()).isEqualTo(200);
  }

  private Socket ask(String sql) throws IOException {
    ApiClient.acme(base).whenReady();
    String body = "{\"sql\": \"" + sql + "\"}";
    Socket socket = new Socket(base.getHost(), base.getPort());
    String head =
        "POST /v1/queries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer spk_acme_demo\r\n"
            + "X-Tenant-ID: acme\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Whether the statement is still there, at work or in an open transaction. */
  private static boolean running() throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE state <> 'idle'"
                    + " AND query LIKE '%abandoned%' AND pid <> pg_backend_pid()")) {
      rows.next();
      return rows.getInt(1) > 0;
    }
  }
}

package io.spectra.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.spectra.api.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clients that hold connections, with real sockets; the bounds are those of {@link Guarded}. */
@QuarkusTest
@TestProfile(Guarded.class)
class SlowClientTest {
  private static final Duration SLOW_HEAD = Duration.ofMillis(1500);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(2);
  private static final Duration SLACK = Duration.ofSeconds(5);
  private static final int MAY_CONNECT = 200;
  private static final int MORE_THAN_MAY_CONNECT = 230;
  private static final String REQUEST =
      "GET /v1/jobs/job-none HTTP/1.1\r\nHost: x\r\nX-Tenant-ID: acme\r\n"
          + "Authorization: Bearer spk_acme_demo\r\n\r\n";

  @TestHTTPResource URI base;

  @BeforeEach
  void ready() {
    ApiClient.acme(base).whenReady();
  }

  @Test
  @DisplayName("a head that trickles in, and none at all, are cut off in their time")
  void slowHeads() throws IOException {
    try (Socket silent = connect();
        Socket trickling = connect()) {
      long began = System.nanoTime();
      send(trickling, "GET /v1/jobs/job-none HTTP/1.1\r\nHost: x\r\n");
      int lines = 0;
      while (isOpen(trickling) && since(began).compareTo(SLACK) < 0) {
        send(trickling, "X-Line-" + lines++ + ": and on\r\n");
      }
      assertThat(since(began)).isBetween(SLOW_HEAD.minusMillis(500), SLOW_HEAD.plus(SLACK));
      assertThat(lines).isGreaterThan(2);
      await().atMost(SLACK).until(() -> !isOpen(silent));
    }
  }

  @Test
  @DisplayName("a connection is kept for the next request, and cut off when that does not come")
  void idleConnections() throws IOException {
    try (Socket socket = connect()) {
      for (int i = 0; i < 3; i++) {
        send(socket, REQUEST);
        assertThat(answer(socket)).startsWith("HTTP/1.1 404");
      }
      long answered = System.nanoTime();
      send(socket, "GET /v1/jobs");
      await().atMost(KEEP_ALIVE.plus(SLACK)).until(() -> !isOpen(socket));
      assertThat(since(answered)).isGreaterThan(KEEP_ALIVE.minusMillis(500));
    }
  }

  @Test
  @DisplayName("an answer has its time, though no head comes meanwhile")
  void longAnswers() throws IOException {
    String body = "{\"sql\": \"SELECT count(*) FROM sales a, sales b, sales c, sales d\",";
    body += " \"parameters\": {\"timeout_seconds\": 4}}";
    try (Socket socket = connect()) {
      socket.setSoTimeout(20_000);
      send(
          socket,
          REQUEST
              .replace("GET /v1/jobs/job-none", "POST /v1/queries")
              .replace("\r\n\r\n", "\r\nContent-Type: application/json\r\n")
              .concat("Content-Length: " + body.length() + "\r\n\r\n" + body));
      assertThat(answer(socket)).startsWith("HTTP/1.1 504");
    }
  }

  @Test
  @DisplayName("connections beyond the limit are closed at once; those that end make room")
  void tooManyConnections() throws IOException {
    List<Socket> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < MORE_THAN_MAY_CONNECT; i++) {
        crowd.add(connect());
      }
      await()
          .atMost(SLOW_HEAD.minusMillis(300))
          .until(() -> closed(crowd) >= MORE_THAN_MAY_CONNECT - MAY_CONNECT);
      assertThat(closed(crowd)).as("none that came in time").isLessThan(MAY_CONNECT / 2);
    } finally {
      for (Socket each : crowd) {
        each.close();
      }
    }
    await()
        .atMost(SLACK)
        .ignoreExceptions()
        .until(
            () ->
                RawHttp.exchange(base, REQUEST.replace("Host: x", "Host: x\r\nConnection: close"))
                    .startsWith("HTTP/1.1 404"));
  }

  @Test
  @DisplayName("HTTP/2 is not spoken: neither by an upgrade nor at once")
  void noHttp2() throws IOException {
    try (Socket socket = connect()) {
      send(
          socket,
          REQUEST.replace(
              "Host: x",
              "Host: x\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\n"
                  + "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA"));
      assertThat(answer(socket)).startsWith("HTTP/1.1 404").contains("\"NOT_FOUND\"");
    }
    assertThat(RawHttp.exchange(base, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
        .contains(" 400 ", "{\"error\"");
  }

  private static long closed(List<Socket> sockets) throws IOException {
    long closed = 0;
    for (Socket each : sockets) {
      each.setSoTimeout(1);
      closed += isOpen(each) ? 0 : 1;
    }
    return closed;
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(200);
    return socket;
  }

  private static void send(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException closed) {
      // As isOpen tells next.
    }
  }

  private static boolean isOpen(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException nothingCame) {
      return true;
    } catch (IOException reset) {
      return false;
    }
  }

  /** Head and body of one answer with a Content-Length. */
  private static String answer(Socket socket) throws IOException {
    socket.setSoTimeout(20_000);
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    String length = head.toString().replaceFirst("(?is).*content-length: (\\d+).*", "$1");
    byte[] body = in.readNBytes(Integer.parseInt(length));
    socket.setSoTimeout(200);
    return head + new String(body, StandardCharsets.UTF_8);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}

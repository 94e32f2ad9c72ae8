package io.spectra.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Somebody's HTTP server: it fails twice for every body at /webhook before it takes it. */
final class Receiver implements AutoCloseable {
  private static final int FAILURES = 2;

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /** What was called, and how it was answered. */
  record Call(String path, String body, String timestamp, String signature, int status) {
    boolean isOf(String job) {
      return body.contains(job);
    }

    void isSignedWith(String secret) {
      assertThat(signature).isEqualTo("sha256=" + Sign.hmac(secret, timestamp + "." + body));
    }
  }

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::take);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  Stream<Call> of(String path) {
    return calls.stream().filter(call -> call.path().equals(path));
  }

  private void take(HttpExchange http) throws IOException {
    String path = http.getRequestURI().getPath();
    String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    long before = of(path).filter(call -> call.body().equals(body)).count();
    int status = path.equals("/webhook") && before < FAILURES ? 503 : 200;
    calls.add(
        new Call(
            path,
            body,
            http.getRequestHeaders().getFirst(Sign.TIMESTAMP),
            http.getRequestHeaders().getFirst(Sign.SIGNATURE),
            status));
    http.sendResponseHeaders(status, -1);
    http.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

package io.spectra.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.spectra.TestConfig;
import io.spectra.auth.sigv4.Authorization;
import io.spectra.auth.sigv4.SignatureConfig;
import io.spectra.auth.sigv4.Signatures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * Speaks the protocol of AWS Secrets Manager (JSON 1.1 over HTTP, signed requests) as far as {@code
 * GetSecretValue} goes. It refuses requests that are not signed with its key.
 */
final class SecretsManagerStandIn implements AutoCloseable {
  static final String ACCESS_KEY = "STANDINACCESSKEY0001";
  static final String SECRET_KEY = "stand-in-secret-key";
  static final String REGION = "eu-central-1";

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final Signatures signatures =
      new Signatures(
          TestConfig.of(SignatureConfig.class, Map.of("spectra.sigv4.service", "secretsmanager")));
  private final Semaphore answering = new Semaphore(1_000);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  SecretsManagerStandIn() throws IOException {
    start(0);
  }

  private void start(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void put(String name, String text) {
    secrets.put(name, text);
  }

  void remove(String name) {
    secrets.remove(name);
  }

  /** From now on requests are taken and not answered. */
  void fallSilent() {
    answering.drainPermits();
  }

  void answerAgain() {
    answering.release(1_000);
  }

  /** Nobody listens any more. */
  void stop() {
    server.stop(0);
  }

  void startAgain() throws IOException {
    start(server.getAddress().getPort());
  }

  private void answer(HttpExchange http) throws IOException {
    byte[] body = http.getRequestBody().readAllBytes();
    try {
      answering.acquire();
      answering.release();
    } catch (InterruptedException e) {
      return;
    }
    String target = http.getRequestHeaders().getFirst("X-Amz-Target");
    JsonNode asked = json.readTree(body);
    String name = asked.path("SecretId").asText();
    if (!"secretsmanager.GetSecretValue".equals(target)) {
      send(http, 400, Map.of("__type", "UnknownOperationException"));
    } else if (!signed(http, body)) {
      refuse(http, "InvalidSignatureException", "The request signature does not match");
    } else if (name.startsWith("denied/")) {
      refuse(http, "AccessDeniedException", "User: arn:aws:iam::1:role/spectra is not authorized");
    } else if (!secrets.containsKey(name)) {
      refuse(http, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    } else {
      send(
          http,
          200,
          Map.of(
              "ARN",
              "arn:aws:secretsmanager:eu-central-1:1:secret:" + name,
              "Name",
              name,
              "SecretString",
              secrets.get(name),
              "VersionStages",
              List.of("AWSCURRENT")));
    }
  }

  private boolean signed(HttpExchange http, byte[] body) {
    return Authorization.parse(http.getRequestHeaders().getFirst("Authorization"))
        .filter(signed -> signed.accessKey().equals(ACCESS_KEY) && signed.region().equals(REGION))
        .map(
            signed ->
                signatures
                    .verify(
                        signed,
                        new Head(http),
                        new Secret(SECRET_KEY),
                        null,
                        Instant.now(),
                        () -> CompletableFuture.completedFuture(body))
                    .toCompletableFuture()
                    .join())
        .orElse(false);
  }

  private void refuse(HttpExchange http, String type, String message) throws IOException {
    send(http, 400, Map.of("__type", type, "Message", message));
  }

  private void send(HttpExchange http, int status, Map<String, Object> answer) throws IOException {
    byte[] body = json.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
    http.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    http.sendResponseHeaders(status, body.length);
    http.getResponseBody().write(body);
    http.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** What was sent, as the verifier reads it. */
  private record Head(HttpExchange http) implements RequestHead {
    @Override
    public String method() {
      return http.getRequestMethod();
    }

    @Override
    public String path() {
      return http.getRequestURI().getRawPath();
    }

    @Override
    public String query() {
      return "";
    }

    @Override
    public List<String> header(String name) {
      return http.getRequestHeaders().getOrDefault(name, List.of());
    }

    @Override
    public Collection<String> headerNames() {
      return http.getRequestHeaders().keySet().stream()
          .map(name -> name.toLowerCase(Locale.ROOT))
          .collect(Collectors.toSet());
    }
  }
}

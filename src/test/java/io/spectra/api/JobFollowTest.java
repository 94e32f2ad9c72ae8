package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.TestStack;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Server-sent events about bulk jobs, as a browser's EventSource would read them. */
@QuarkusTest
class JobFollowTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();

  @Inject JobFollows follows;

  @Inject ApiConfig config;

  @TestHTTPResource("/")
  URI base;

  @Test
  @DisplayName("R-083 a job is followed from where it stands to its end, with progress on the way")
  void follows() throws Exception {
    List<String> lines = new ArrayList<>();
    try (var connection = TestStack.postgres();
        var holder = connection.createStatement()) {
      // It cannot end before it was seen at work.
      connection.setAutoCommit(false);
      holder.execute("LOCK TABLE customers");
      String job =
          started(
              "SELECT g FROM generate_series(1, 3000000) g"
                  + " WHERE EXISTS (SELECT 1 FROM customers)");

      HttpResponse<Stream<String>> response = stream(job, "acme", null);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
      for (var told = response.body().iterator(); told.hasNext(); ) {
        lines.add(told.next());
        if (lines.contains("event: InProgress")) {
          connection.rollback();
        }
      }
    }
    List<JsonNode> jobs =
        lines.stream().filter(line -> line.startsWith("data: ")).map(JobFollowTest::json).toList();
    assertThat(jobs.get(jobs.size() - 1).path("state").asText()).isEqualTo("JobComplete");
    assertThat(jobs.get(jobs.size() - 1).path("number_records_processed").asLong())
        .isEqualTo(3_000_000);
    assertThat(jobs.stream().map(event -> event.path("number_records_processed").asLong()))
        .isSorted();
    assertThat(jobs).hasSizeGreaterThan(1);
    assertThat(lines).contains("event: InProgress", "event: JobComplete");
  }

  @Test
  @DisplayName("R-083 whoever comes back with the last event's id gets no event twice")
  void resumes() throws Exception {
    String job = started("SELECT 1 AS one");
    List<String> whole = stream(job, "acme", null).body().toList();
    String last =
        whole.stream().filter(line -> line.startsWith("id: ")).reduce((a, b) -> b).orElseThrow();

    List<String> again = stream(job, "acme", last.substring(4)).body().toList();

    // The job has ended: it is told once more, and the stream ends.
    assertThat(again).contains("event: JobComplete");
    assertThat(again.stream().filter(line -> line.startsWith("id: "))).containsExactly(last);
  }

  @Test
  @DisplayName("R-008 another tenant's job is as absent from a stream as one that does not exist")
  void absent() throws Exception {
    String job = started("SELECT 1 AS one");

    // The ledger may still restore what globex has.
    int status =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> stream(job, "globex", null).statusCode(), code -> code != 503);
    assertThat(status).isEqualTo(404);
    assertThat(stream("bulk-job-none", "acme", null).statusCode()).isEqualTo(404);
    assertThat(stream("job-none", "acme", null).statusCode()).isEqualTo(404);
  }

  @Test
  @DisplayName("R-083 whoever goes frees its stream, and a tenant may have so many and no more")
  void clientsGo() throws Exception {
    String job = uploading();
    await().atMost(Duration.ofSeconds(10)).until(() -> follows.open() == 0);
    List<Socket> clients = new ArrayList<>();
    try {
      while (clients.size() < config.maxFollowersPerTenant()) {
        clients.add(following(job));
      }
      assertThat(follows.open()).isEqualTo(config.maxFollowersPerTenant());

      HttpResponse<Stream<String>> refused = stream(job, "acme", null);

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(refused.body().reduce("", String::concat)).contains("RATE_LIMITED");
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }

    await().atMost(Duration.ofSeconds(10)).until(() -> follows.open() == 0);
    following(job).close();
    await().atMost(Duration.ofSeconds(10)).until(() -> follows.open() == 0);
  }

  /** A client that has read the first event, and may go without a word. */
  private Socket following(String job) {
    // The ledger may still move: whoever asks for a stream is told so, and asks again.
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> follow(job), Optional::isPresent)
        .orElseThrow();
  }

  /** Empty where the answer is 503. */
  private Optional<Socket> follow(String job) throws Exception {
    Socket socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(10_000);
    String head =
        "GET /v1/bulk/jobs/%s/events HTTP/1.1\r\nHost: here\r\nX-Tenant-ID: acme\r\n"
            + "Authorization: Bearer spk_acme_demo\r\n\r\n";
    socket.getOutputStream().write(head.formatted(job).getBytes(StandardCharsets.US_ASCII));
    String status = readTo(socket, "\r\n");
    if (status.startsWith("HTTP/1.1 503")) {
      socket.close();
      return Optional.empty();
    }
    assertThat(status).startsWith("HTTP/1.1 200");
    readTo(socket, "event: Open");
    return Optional.of(socket);
  }

  private static String readTo(Socket socket, String end) throws Exception {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as("%s behind %s", end, read).isNotNegative();
      read.append((char) next);
    }
    return read.toString();
  }

  /** A job that waits for its data. */
  private String uploading() {
    ApiClient.Reply created =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    acme()
                        .post(
                            "/v1/bulk/jobs",
                            "{\"operation\": \"insert\", \"object\": \"customers\"}"),
                reply -> reply.status() == 201);
    return created.json().path("job_id").asText();
  }

  private HttpResponse<Stream<String>> stream(String job, String tenant, String lastEventId)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve("/v1/bulk/jobs/" + job + "/events"))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer spk_" + tenant + "_demo")
            .header("X-Tenant-ID", tenant);
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return http.send(request.build(), BodyHandlers.ofLines());
  }

  private String started(String query) throws Exception {
    String body =
        JSON.createObjectNode()
            .put("operation", "query")
            .put("object", "sales")
            .put("query", query)
            .toString();
    ApiClient.Reply created =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> acme().post("/v1/bulk/jobs", body), reply -> reply.status() == 201);
    String job = created.json().path("job_id").asText();
    acme().patch("/v1/bulk/jobs/" + job, "{\"state\":\"UploadComplete\"}");
    return job;
  }

  private ApiClient acme() {
    return ApiClient.acme(base);
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line.substring("data: ".length()));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

package io.spectra.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service, killed while it works, and started again. */
@OnStack
class KilledServiceIT {
  private static final int JOBS = 8;
  private static final int QUERIES = 50;
  private static final int ROWS = 20_000;
  private static final Path LOG = Path.of("target", "killed-service.log");

  @TempDir Path state;

  @Test
  @DisplayName(
      "R-041 R-060 kill -9 loses no job: every id given is known, and a 201 completes once")
  void killedServiceLosesNoJob() throws Exception {
    List<String> jobs = new ArrayList<>();
    List<String> queries = new ArrayList<>();
    try (ServiceProcess service = ServiceProcess.start(environment(), LOG)) {
      ApiClient acme = ApiClient.acme(service.api());
      for (int i = 0; i < JOBS; i++) {
        var created = acme.post("/v1/bulk/jobs", export());
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        jobs.add(created.json().path("job_id").asText());
      }
      jobs.subList(0, JOBS / 2)
          .forEach(job -> acme.patch("/v1/bulk/jobs/" + job, "{\"state\": \"UploadComplete\"}"));
      for (int i = 0; i < QUERIES; i++) {
        queries.add(query(acme));
      }
      service.kill();
    }

    try (ServiceProcess service = ServiceProcess.start(environment(), LOG)) {
      ApiClient acme = ApiClient.acme(service.api());
      for (String job : queries) {
        assertThat(acme.get("/v1/jobs/" + job).json().path("status").asText())
            .as(job)
            .isEqualTo("COMPLETED");
      }
      for (String job : jobs) {
        assertThat(acme.get("/v1/bulk/jobs/" + job).status()).as(job).isEqualTo(200);
      }
      for (String job : jobs) {
        await("job " + job)
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(300))
            .until(() -> state(acme, job).equals("JobComplete"));
        assertThat(download(acme, job).lines().count()).as(job).isEqualTo(ROWS + 1L);
      }
      assertThat(ApiClient.globex(service.api()).get("/v1/bulk/jobs/" + jobs.get(0)).status())
          .isEqualTo(404);
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(TestStack.environment());
    environment.put("SPECTRA_STATE_DIR", state.toString());
    environment.put("SPECTRA_BULK_QUERY_AUTOSTART", "1s");
    environment.put("SPECTRA_LIMITS_ENABLED", "false");
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    return environment;
  }

  private static String query(ApiClient client) {
    return client
        .post("/v1/queries", "{\"sql\": \"SELECT 1 AS one\"}")
        .json()
        .at("/metadata/job_id")
        .asText();
  }

  private static String export() {
    return "{\"operation\": \"query\", \"object\": \"sales\","
        + " \"query\": \"SELECT sale_id, region, amount FROM sales\"}";
  }

  private static String state(ApiClient client, String job) {
    return client.get("/v1/bulk/jobs/" + job).json().path("state").asText();
  }

  private static String download(ApiClient client, String job) throws Exception {
    var results = client.get("/v1/bulk/jobs/" + job + "/results");
    assertThat(results.status()).as(results.text()).isEqualTo(200);
    URI url = URI.create(results.json().path("download_url").asText());
    var file =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    assertThat(file.statusCode()).isEqualTo(200);
    return file.body();
  }
}

package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.api.contract.Contract;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class JobResultsTest {
  @TestHTTPResource URI base;
  @Inject Contract contract;
  private ApiClient acme;

  @BeforeEach
  void connect() {
    acme = ApiClient.acme(base).whenReady();
  }

  @ParameterizedTest
  @DisplayName("R-042 a query's results come back as they were sent, by either of its ids")
  @ValueSource(ints = {0, 1, 100, 10_000})
  void byteForByte(int rows) {
    var first = acme.query("SELECT * FROM sales ORDER BY sale_id LIMIT " + rows);
    var metadata = first.json().path("metadata");

    for (String id : List.of("job_id", "query_id")) {
      var results = acme.get("/v1/jobs/" + metadata.path(id).asText() + "/results");
      assertThat(results.status()).as(results.text()).isEqualTo(200);
      assertThat(results.text()).isEqualTo(first.text());
      assertThat(Violations.of(contract, "getJobResults", results)).isEmpty();
    }
  }

  @Test
  @DisplayName("R-042 R-056 a bulk job's results are where its file is")
  void bulk() {
    String job = export("SELECT 1 AS one");
    assertThat(status(job)).isEqualTo("QUEUED");
    acme.patch("/v1/bulk/jobs/" + job, "{\"state\": \"UploadComplete\"}");
    await().untilAsserted(() -> assertThat(results(job).status()).isEqualTo(200));
    assertThat(results(job).json().path("format").asText()).isEqualTo("csv");
    assertThat(Violations.of(contract, "getJobResults", results(job))).isEmpty();
  }

  @Test
  @DisplayName("R-042 a job that failed or was cancelled is a conflict with its status")
  void conflicts() {
    String job = export("SELECT 1 AS one");
    acme.delete("/v1/jobs/" + job);
    assertThat(status(job)).isEqualTo("CANCELLED");
    assertThat(Violations.of(contract, "getJobResults", results(job))).isEmpty();
  }

  @Test
  @DisplayName("R-008 another tenant's results answer exactly like those of no job")
  void foreign() {
    String job = acme.query("SELECT 1 AS one").json().at("/metadata/job_id").asText();
    ApiClient globex = ApiClient.globex(base);
    var foreign = globex.get("/v1/jobs/" + job + "/results");
    var absent = globex.get("/v1/jobs/job-00000000-0000-7000-8000-000000000000/results");
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.text()).isEqualTo(absent.text());
  }

  private String status(String job) {
    var reply = results(job);
    assertThat(reply.status()).as(reply.text()).isEqualTo(409);
    return reply.detail("status").asText();
  }

  private ApiClient.Reply results(String job) {
    return acme.get("/v1/jobs/" + job + "/results");
  }

  private String export(String sql) {
    return acme.post(
            "/v1/bulk/jobs",
            "{\"operation\": \"query\", \"object\": \"sales\", \"query\": \"" + sql + "\"}")
        .json()
        .path("job_id")
        .asText();
  }
}

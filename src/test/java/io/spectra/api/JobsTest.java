package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.TestStack;
import io.spectra.api.contract.Contract;
import io.spectra.api.contract.ResponseConformance;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobsTest {
  private static final String LONG =
      "SELECT count(*) AS endless FROM sales a, sales b, sales c, sales d";

  @TestHTTPResource URI base;
  @Inject Contract contract;
  private ApiClient acme;

  @BeforeEach
  void connect() {
    acme = ApiClient.acme(base).whenReady();
  }

  @Test
  @DisplayName("R-020 R-040 R-041 an answer's job is known at once, by either of its ids")
  void aQueryLeavesARecord() {
    JsonNode metadata = acme.query("SELECT * FROM sales LIMIT 7").json().path("metadata");

    var byJob = acme.get("/v1/jobs/" + metadata.path("job_id").asText());
    var byQuery = acme.get("/v1/jobs/" + metadata.path("query_id").asText());

    assertThat(byJob.status()).as(byJob.text()).isEqualTo(200);
    assertThat(byJob.json().path("status").asText()).isEqualTo("COMPLETED");
    assertThat(byJob.json().path("row_count").asInt()).isEqualTo(7);
    assertThat(byJob.json().path("tenant_id").asText()).isEqualTo("acme");
    assertThat(byQuery.text()).isEqualTo(byJob.text());
    assertThat(violations("getJob", byJob)).as(byJob.text()).isEmpty();
  }

  @Test
  @DisplayName("R-008 another tenant's job answers exactly like one that does not exist")
  void foreignJobsAreNotThere() {
    String job = acme.query("SELECT 1 AS one").json().at("/metadata/job_id").asText();
    ApiClient globex = ApiClient.globex(base);

    var foreign = globex.get("/v1/jobs/" + job);
    var absent = globex.get("/v1/jobs/job-00000000-0000-7000-8000-000000000000");

    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.text()).isEqualTo(absent.text());
    assertThat(globex.delete("/v1/jobs/" + job).text()).isEqualTo(absent.text());
  }

  @Test
  @DisplayName("R-043 DELETE ends the statement in the warehouse within 2 s, once")
  void cancelEndsTheStatement() {
    String job = export(LONG);
    acme.patch("/v1/bulk/jobs/" + job, "{\"state\": \"UploadComplete\"}");
    await().atMost(Duration.ofSeconds(20)).until(JobsTest::running);

    var cancelled = acme.delete("/v1/jobs/" + job);

    assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
    assertThat(violations("cancelJob", cancelled)).isEmpty();
    await().atMost(Duration.ofSeconds(2)).until(() -> !running());
    assertThat(acme.get("/v1/jobs/" + job).json().path("status").asText()).isEqualTo("CANCELLED");
    assertThat(acme.delete("/v1/jobs/" + job).status()).isEqualTo(409);
  }

  @Test
  @DisplayName("permissions follow the kind of job")
  void permissionsFollowTheKind() {
    ApiClient readonly = acme.with("Authorization", "Bearer spk_acme_readonly");
    String job = export("SELECT 1 AS one");

    assertThat(readonly.get("/v1/jobs/" + job).status()).isEqualTo(200);
    assertThat(readonly.delete("/v1/jobs/" + job).status()).isEqualTo(403);
    assertThat(readonly.delete("/v1/jobs/" + job).detail("permission").asText())
        .isEqualTo("bulk:cancel");
  }

  @Test
  @DisplayName("R-062 the list is newest first, and paging neither skips nor repeats")
  void listing() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(0, export("SELECT " + i + " AS n"));
    }

    List<String> seen = new ArrayList<>();
    String offset = "";
    for (int page = 0; page < 3; page++) {
      var reply = acme.get("/v1/bulk/jobs?limit=2" + offset);
      assertThat(violations("listBulkJobs", reply)).as(reply.text()).isEmpty();
      reply.json().path("jobs").forEach(job -> seen.add(job.path("job_id").asText()));
      offset = "&offset=" + reply.json().path("next_offset").asText();
    }

    assertThat(seen).doesNotHaveDuplicates().startsWith(made.toArray(String[]::new));
    assertThat(ApiClient.globex(base).get("/v1/bulk/jobs?limit=2" + offset).status())
        .isEqualTo(400);
    for (String bad : List.of("limit=0", "limit=101", "limit=x", "state=Closed", "offset=abc")) {
      var refused = acme.get("/v1/bulk/jobs?" + bad);
      assertThat(refused.status()).as(bad).isEqualTo(400);
      assertThat(refused.detail("field").asText()).isEqualTo(bad.substring(0, bad.indexOf('=')));
    }
  }

  private String export(String sql) {
    var created =
        acme.post(
            "/v1/bulk/jobs",
            "{\"operation\": \"query\", \"object\": \"sales\", \"query\": \"" + sql + "\"}");
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created.json().path("job_id").asText();
  }

  private List<String> violations(String operation, ApiClient.Reply reply) {
    List<String> all =
        new ArrayList<>(
            new ResponseConformance(contract)
                .violations(operation, reply.status(), reply.http().headers().map(), reply.text()));
    // Limits are switched off for this class, and their headers with them.
    all.removeIf(violation -> violation.contains("X-RateLimit-"));
    return all;
  }

  private static boolean running() throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                    + " AND query LIKE '%endless%' AND pid <> pg_backend_pid()")) {
      rows.next();
      return rows.getInt(1) > 0;
    }
  }
}

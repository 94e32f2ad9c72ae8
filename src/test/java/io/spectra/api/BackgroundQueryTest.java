package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.TestStack;
import io.spectra.api.contract.Contract;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** R-084 respond-async, and R-083 waiting for the end of what runs. */
@QuarkusTest
class BackgroundQueryTest {
  private static final String ENDLESS =
      "SELECT count(*) AS behind FROM sales a, sales b, sales c, sales d";

  /** Of {@code spectra.query.background.workers-per-tenant}. */
  private static final int SHARE = 3;

  private static final int CROWD = 10;

  @TestHTTPResource URI base;
  @Inject Contract contract;
  private ApiClient acme;
  private ApiClient later;

  @BeforeEach
  void connect() {
    acme = ApiClient.acme(base).whenReady();
    later = acme.with("Prefer", "handling=lenient, respond-async");
  }

  @Test
  @DisplayName("R-084 respond-async answers 202 with the job; its results are those of the query")
  void accepted() {
    String sql = "SELECT * FROM sales ORDER BY sale_id LIMIT 3000";
    var answer = later.query(sql);
    String job = answer.json().path("job_id").asText();

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.header("Location")).isEqualTo("/v1/jobs/" + job);
    assertThat(answer.header("Preference-Applied")).isEqualTo("respond-async");
    assertThat(Violations.of(contract, "executeQuery", answer)).isEmpty();

    var ended = acme.with("Prefer", "wait=20").get("/v1/jobs/" + job);
    assertThat(ended.json().path("status").asText()).as(ended.text()).isEqualTo("COMPLETED");
    var results = acme.get("/v1/jobs/" + job + "/results");
    assertThat(results.json().at("/metadata/job_id").asText()).isEqualTo(job);
    assertThat(results.json().path("data")).isEqualTo(acme.query(sql).json().path("data"));
  }

  @Test
  @DisplayName("R-084 the gate judges before the 202, the warehouse behind it")
  void failures() {
    assertThat(later.query("DROP TABLE sales").status()).isEqualTo(400);
    String job = later.query("SELECT * FROM no_such_table").json().path("job_id").asText();
    var ended = acme.with("Prefer", "wait=20").get("/v1/jobs/" + job);
    assertThat(ended.json().path("status").asText()).isEqualTo("FAILED");
    assertThat(ended.json().at("/error/code").asText()).isEqualTo("INVALID_SQL");
    var results = acme.get("/v1/jobs/" + job + "/results");
    assertThat(results.status()).isEqualTo(409);
    assertThat(results.detail("status").asText()).isEqualTo("FAILED");
  }

  @Test
  @DisplayName("R-043 R-084 DELETE ends a query that runs behind its answer, within 2 s")
  void cancelled() {
    String job = later.query(ENDLESS).json().path("job_id").asText();
    await().until(BackgroundQueryTest::running);
    assertThat(acme.get("/v1/jobs/" + job).json().path("status").asText()).isEqualTo("RUNNING");
    var waiting =
        CompletableFuture.supplyAsync(() -> acme.with("Prefer", "wait=30").get("/v1/jobs/" + job));

    assertThat(acme.delete("/v1/jobs/" + job).status()).isEqualTo(200);

    await().atMost(Duration.ofSeconds(2)).until(() -> !running());
    assertThat(waiting.orTimeout(5, java.util.concurrent.TimeUnit.SECONDS).join().text())
        .contains("CANCELLED");
  }

  @Test
  @DisplayName("R-030 R-084 under a key the 202 is given back byte for byte, whatever became of it")
  void repeated() {
    ApiClient keyed = later.with("X-Idempotency-Key", UUID.randomUUID().toString());
    var first = keyed.query("SELECT 1 AS one");
    String job = first.json().path("job_id").asText();
    acme.with("Prefer", "wait=20").get("/v1/jobs/" + job);

    var again = keyed.query("SELECT 1 AS one");

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("X-Idempotent-Replay")).isEqualTo("true");
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(keyed.query("SELECT 2 AS two").status()).isEqualTo(409);
  }

  @Test
  @DisplayName("R-083 wait=N answers after N seconds at the latest, and at once for what has ended")
  void waits() {
    String job = export();
    long start = System.nanoTime();
    var early = acme.with("Prefer", "wait=1").get("/v1/bulk/jobs/" + job);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(950), Duration.ofSeconds(10));
    assertThat(early.json().path("state").asText()).isEqualTo("Open");
    assertThat(early.header("Preference-Applied")).isEqualTo("wait=1");
    assertThat(Violations.of(contract, "getBulkJob", early)).isEmpty();

    acme.patch("/v1/bulk/jobs/" + job, "{\"state\": \"UploadComplete\"}");
    var ended = acme.with("Prefer", "wait=30").get("/v1/bulk/jobs/" + job);
    assertThat(ended.json().path("state").asText()).isEqualTo("JobComplete");
    assertThat(acme.with("Prefer", "wait=30").get("/v1/jobs/job-none").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("R-085 R-084 a tenant's crowd behind 202s has its share; others do not feel it")
  void share() throws SQLException {
    List<String> crowd =
        IntStream.range(0, CROWD)
            .mapToObj(i -> later.query(ENDLESS).json().path("job_id").asText())
            .toList();
    try {
      await().until(() -> statements() == SHARE);
      String other =
          ApiClient.globex(base)
              .with("Prefer", "respond-async")
              .query("SELECT 1 AS one")
              .json()
              .path("job_id")
              .asText();
      var ended = ApiClient.globex(base).with("Prefer", "wait=20").get("/v1/jobs/" + other);
      assertThat(ended.json().path("status").asText()).as(ended.text()).isEqualTo("COMPLETED");
      assertThat(acme.query("SELECT 1 AS one").status()).isEqualTo(200);
      assertThat(statements()).isEqualTo(SHARE);

      assertThat(acme.delete("/v1/jobs/" + crowd.get(0)).status()).isEqualTo(200);
      assertThat(acme.with("Prefer", "wait=20").get("/v1/jobs/" + crowd.get(0)).text())
          .contains("CANCELLED");
      await("the next one has its turn").until(() -> status(crowd.get(SHARE)).equals("RUNNING"));
    } finally {
      // From the end of the line, so that none gets a turn for it.
      for (int i = CROWD - 1; i >= 0; i--) {
        acme.delete("/v1/jobs/" + crowd.get(i));
      }
    }
    await().until(() -> statements() == 0);
  }

  private String status(String job) {
    return acme.get("/v1/jobs/" + job).json().path("status").asText();
  }

  private String export() {
    return acme.post(
            "/v1/bulk/jobs",
            "{\"operation\": \"query\", \"object\": \"sales\", \"query\": \"SELECT 1 AS one\"}")
        .json()
        .path("job_id")
        .asText();
  }

  private static boolean running() throws SQLException {
    return statements() > 0;
  }

  private static int statements() throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                    + " AND query LIKE '%behind%' AND pid <> pg_backend_pid()")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}

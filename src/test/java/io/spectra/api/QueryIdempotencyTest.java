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

@QuarkusTest
class QueryIdempotencyTest {
  private static final String REPLAY = "X-Idempotent-Replay";

  @TestHTTPResource URI base;
  @Inject Contract contract;
  private ApiClient acme;
  private ApiClient keyed;
  private String mark;

  @BeforeEach
  void connect() {
    acme = ApiClient.acme(base).whenReady();
    mark = "m" + UUID.randomUUID().toString().replace("-", "");
    keyed = acme.with("X-Idempotency-Key", mark);
  }

  @Test
  @DisplayName(
      "R-030 the same key and body give the first answer back byte for byte, not run again")
  void repeats() {
    String sql = "SELECT random() AS " + mark + ", n FROM generate_series(1, 3) AS g(n)";
    var first = keyed.query(sql);
    var again = keyed.query(sql);

    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(first.header(REPLAY)).isNull();
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header(REPLAY)).isEqualTo("true");
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(Violations.of(contract, "executeQuery", again)).isEmpty();
  }

  @Test
  @DisplayName("R-030 R-042 an answer too large for the ledger is repeated, and read, from S3")
  void repeatsLargeAnswers() {
    String sql = "SELECT random() AS " + mark + ", * FROM sales ORDER BY sale_id LIMIT 9000";
    var first = keyed.query(sql);
    var again = keyed.query(sql);
    var results = acme.get("/v1/jobs/" + job(first) + "/results");

    assertThat(first.text().length()).isGreaterThan(500_000);
    assertThat(again.header(REPLAY)).isEqualTo("true");
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(results.text()).isEqualTo(first.text());
  }

  @Test
  @DisplayName("R-031 R-032 another body is a conflict; another tenant's key is another key")
  void scope() {
    keyed.query("SELECT 1 AS one");
    var other = keyed.query("SELECT 2 AS two");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.error()).isEqualTo("CONFLICT");
    assertThat(Violations.of(contract, "executeQuery", other)).isEmpty();

    var foreign = ApiClient.globex(base).with("X-Idempotency-Key", mark).query("SELECT 3 AS n");
    assertThat(foreign.status()).isEqualTo(200);
    assertThat(foreign.header(REPLAY)).isNull();
  }

  @Test
  @DisplayName("R-032 a failed query frees its key, for another body too")
  void failuresAreNotStored() {
    assertThat(keyed.query("SELECT * FROM no_such_table").status()).isEqualTo(400);
    assertThat(keyed.query("DROP TABLE sales").status()).isEqualTo(400);
    assertThat(keyed.query("SELECT 1 AS n").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("R-031 while the first runs, the same key answers 409 with Retry-After")
  void running() throws SQLException {
    String sql = "SELECT count(*) AS " + mark + " FROM sales a, sales b, sales c, sales d";
    var first = CompletableFuture.supplyAsync(() -> keyed.query(sql));
    await().until(() -> running(mark) == 1);

    var second = keyed.query(sql);
    assertThat(second.status()).as(second.text()).isEqualTo(409);
    assertThat(second.header("Retry-After")).isNotNull();

    stop(mark);
    assertThat(first.join().status()).isNotEqualTo(200);
    await().untilAsserted(() -> assertThat(keyed.query("SELECT 1 AS n").status()).isEqualTo(200));
  }

  @Test
  @DisplayName("R-033 fifty at once with one key run once; all see that answer, or wait for it")
  void fiftyAtOnce() {
    String sql = "SELECT random() AS r, '" + mark + "' AS mark, count(*) FROM sales";
    List<ApiClient.Reply> all =
        IntStream.range(0, 50).parallel().mapToObj(i -> keyed.query(sql)).toList();

    List<ApiClient.Reply> done = all.stream().filter(reply -> reply.status() == 200).toList();
    assertThat(all).allMatch(reply -> reply.status() == 200 || reply.status() == 409);
    assertThat(done).isNotEmpty();
    assertThat(done.stream().map(ApiClient.Reply::text).distinct()).hasSize(1);
    assertThat(done.stream().filter(reply -> reply.header(REPLAY) == null)).hasSize(1);
    assertThat(keyed.query(sql).text()).isEqualTo(done.get(0).text());
  }

  @Test
  @DisplayName("R-007 R-087 a dry run checks the form of a key and takes none")
  void dryRuns() {
    String dry = "{\"sql\": \"SELECT 1 AS n\", \"parameters\": {\"dry_run\": true}}";
    assertThat(acme.with("X-Idempotency-Key", "").post("/v1/queries", dry).status()).isEqualTo(400);
    assertThat(keyed.post("/v1/queries", dry).status()).isEqualTo(200);
    assertThat(keyed.query("SELECT 1 AS n").status()).isEqualTo(200);
  }

  private static String job(ApiClient.Reply reply) {
    return reply.json().at("/metadata/job_id").asText();
  }

  private static int running(String mark) throws SQLException {
    return count("SELECT count(*) FROM pg_stat_activity", mark);
  }

  private static void stop(String mark) throws SQLException {
    count("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity", mark);
    await().atMost(Duration.ofSeconds(5)).until(() -> running(mark) == 0);
  }

  private static int count(String sql, String mark) throws SQLException {
    String active = " WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE '%";
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql + active + mark + "%'")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}

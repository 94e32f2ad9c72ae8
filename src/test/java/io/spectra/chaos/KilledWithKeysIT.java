package io.spectra.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service, killed while requests with idempotency keys are under way. {@code
 * -Dspectra.chaos.rounds=N} kills it N times.
 */
@OnStack
class KilledWithKeysIT {
  private static final int KEYS = 30;
  private static final int QUERIES = 50;
  private static final Path LOG = Path.of("target", "killed-with-keys.log");
  private static final String LARGE =
      "SELECT random() AS r, * FROM sales ORDER BY sale_id LIMIT 4000";

  @TempDir Path state;

  @Test
  @DisplayName(
      "R-030 R-033 R-041 R-042 kill -9: a key makes one job, an answer is given again as it was")
  void killedWithKeys() throws Exception {
    for (int round = 0; round < Integer.getInteger("spectra.chaos.rounds", 1); round++) {
      killedOnce(UUID.randomUUID().toString());
    }
  }

  private void killedOnce(String mark) throws Exception {
    Map<String, String> answers = new HashMap<>();
    String unkeyed;
    Set<String> queries = new HashSet<>();
    try (ServiceProcess service = ServiceProcess.start(environment(), LOG)) {
      ApiClient acme = ApiClient.acme(service.api()).whenReady();
      for (String sql : List.of("SELECT random() AS r", LARGE)) {
        answers.put(sql, keyed(acme, mark + sql.length()).query(sql).text());
      }
      var hanging = CompletableFuture.runAsync(() -> hang(acme, mark));
      await().until(() -> keyed(acme, mark).query(endless(mark)).status() == 409);
      unkeyed = acme.query(LARGE).text();
      for (int i = 0; i < QUERIES; i++) {
        queries.add(job(acme.query("SELECT 1 AS one").text()));
      }
      CountDownLatch some = new CountDownLatch(1 + (int) (Math.random() * KEYS));
      var submitting = CompletableFuture.runAsync(() -> submitAll(acme, mark, some));
      some.await();
      service.kill();
      submitting.join();
      hanging.join();
    }

    try (ServiceProcess service = ServiceProcess.start(environment(), LOG)) {
      ApiClient acme = ApiClient.acme(service.api()).whenReady();
      answers.forEach(
          (sql, first) -> {
            var again = keyed(acme, mark + sql.length()).query(sql);
            assertThat(again.header("X-Idempotent-Replay")).as(sql).isEqualTo("true");
            assertThat(again.text()).isEqualTo(first);
          });
      var dead = keyed(acme, mark).query(endless(mark));
      assertThat(dead.status()).as("the key of a dead query until its time is over").isEqualTo(409);
      assertThat(dead.header("Retry-After")).isNotNull();
      assertThat(acme.get("/v1/jobs/" + job(unkeyed) + "/results").text()).isEqualTo(unkeyed);

      for (String job : queries) {
        assertThat(acme.get("/v1/jobs/" + job).json().path("status").asText())
            .as(job)
            .isEqualTo("COMPLETED");
      }

      Set<String> jobs = new HashSet<>();
      for (int i = 0; i < KEYS; i++) {
        var again = submit(acme, mark, i);
        assertThat(again.status()).as(again.text()).isEqualTo(201);
        jobs.add(again.json().path("job_id").asText());
      }
      assertThat(jobs).hasSize(KEYS);
      assertThat(listed(acme, mark)).isEqualTo(jobs);
    }
  }

  /** All jobs that were created for this round, however often it was asked for them. */
  private static Set<String> listed(ApiClient acme, String mark) {
    Set<String> found = new HashSet<>();
    acme.get("/v1/bulk/jobs?limit=100")
        .json()
        .path("jobs")
        .forEach(
            job -> {
              if (job.path("object").asText().equals(object(mark))) {
                found.add(job.path("job_id").asText());
              }
            });
    return found;
  }

  private static void submitAll(ApiClient acme, String mark, CountDownLatch answered) {
    IntStream.range(0, KEYS).boxed().collect(Collectors.toList()).parallelStream()
        .forEach(
            i -> {
              try {
                submit(acme, mark, i);
              } catch (UncheckedIOException killed) {
                // What became of it is found out afterwards.
              }
              answered.countDown();
            });
  }

  private static void hang(ApiClient acme, String mark) {
    try {
      keyed(acme, mark).query(endless(mark));
    } catch (UncheckedIOException killed) {
      // As is meant.
    }
  }

  private static ApiClient.Reply submit(ApiClient acme, String mark, int number) {
    return keyed(acme, mark + "/" + number)
        .post(
            "/v1/bulk/jobs",
            "{\"operation\": \"query\", \"object\": \"%s\", \"query\": \"SELECT %d AS n\"}"
                .formatted(object(mark), number));
  }

  private static String object(String mark) {
    return "t" + mark.substring(0, 8);
  }

  private static String endless(String mark) {
    return "SELECT count(*), '" + mark + "' AS mark FROM sales a, sales b, sales c, sales d";
  }

  private static String job(String answer) throws Exception {
    return new com.fasterxml.jackson.databind.ObjectMapper()
        .readTree(answer)
        .at("/metadata/job_id")
        .asText();
  }

  private static ApiClient keyed(ApiClient client, String key) {
    return client.with("X-Idempotency-Key", key);
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(TestStack.environment());
    environment.put("SPECTRA_STATE_DIR", state.toString());
    environment.put("SPECTRA_BULK_QUERY_AUTOSTART", "never");
    environment.put("SPECTRA_LIMITS_ENABLED", "false");
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    return environment;
  }
}

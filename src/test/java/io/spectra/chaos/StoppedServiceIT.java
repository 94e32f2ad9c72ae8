package io.spectra.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import io.spectra.api.ApiClient.Reply;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service under load is told to stop, by a signal, as an orchestrator does it. */
@OnStack
class StoppedServiceIT {
  private static final Duration DELAY = Duration.ofSeconds(3);
  private static final Duration TIMEOUT = Duration.ofSeconds(4);

  /** What all that closes behind the requests may take: routes, streams, producers, pools. */
  private static final Duration REST = Duration.ofSeconds(15);

  /** For what takes a moment, on a machine that is at work. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final int CLIENTS = 4;

  /** The exit code of a JVM that SIGTERM ended in good order. */
  private static final int TERMINATED = 143;

  @TempDir Path state;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private final Instant begun = Instant.now();

  @Test
  @DisplayName("R-086 SIGTERM refuses nothing before its time, finishes what it can, ends the rest")
  void stops() throws Exception {
    ServiceProcess service = ServiceProcess.start(environment(), Path.of("target", "stopped.log"));
    ApiClient acme = ApiClient.acme(service.api()).whenReady();
    String job = submit(acme);
    AtomicBoolean taken = new AtomicBoolean(true);
    try (Connection brief = lock("orders");
        Connection endless = lock("customers")) {
      var finishing = async(() -> acme.query("SELECT COUNT(*) FROM orders"));
      var cancelled = async(() -> acme.query("SELECT COUNT(*) FROM customers"));
      var later = acme.with("Prefer", "respond-async").query("SELECT COUNT(*) AS n FROM orders");
      var waiting = async(() -> acme.with("Prefer", "wait=50").get("/v1/jobs/" + job));
      var followed = async(() -> acme.get("/v1/bulk/jobs/" + job + "/events"));
      await("all of them are at work").until(() -> blocked() == 3 && inFlight(service) == 4);
      List<CompletableFuture<Integer>> load =
          IntStream.range(0, CLIENTS).mapToObj(i -> async(() -> ask(acme, taken))).toList();

      long told = System.nanoTime();
      service.handle().destroy();
      await("readiness goes down").atMost(DELAY).until(() -> !service.ready());
      assertThat(within(DELAY, waiting).json().path("status").asText()).isEqualTo("QUEUED");
      assertThat(within(DELAY, followed).text()).contains("event: Open", "this instance stops");
      assertThat(acme.query("SELECT 1").status()).as("still taken").isEqualTo(200);
      taken.set(false);
      for (CompletableFuture<Integer> client : load) {
        assertThat(client.get()).isPositive();
      }
      await("new requests are refused").until(() -> acme.query("SELECT 1").status() == 503);
      assertThat(since(told)).isBetween(DELAY, DELAY.plus(SOON));
      brief.rollback();

      assertThat(finishing.get().status()).as(finishing.get().text()).isEqualTo(200);
      assertThat(cancelled.get().status()).isEqualTo(503);
      assertThat(since(told)).isBetween(DELAY.plus(TIMEOUT), DELAY.plus(TIMEOUT).plus(SOON));
      assertThat(cancelled.get().error()).isEqualTo("UNAVAILABLE");
      assertThat(cancelled.get().header("Retry-After")).isEqualTo("1");
      assertThat(service.exitCode(DELAY.plus(TIMEOUT).plus(REST))).isEqualTo(TERMINATED);
      await("nothing is left in the warehouse").until(() -> sessions() == 0);
      assertThat(endless.isClosed()).isFalse();
      completed(later.json().path("job_id").asText());
    }
  }

  /** What was accepted and ran to its end is known to whoever comes next, with its answer. */
  private void completed(String query) throws Exception {
    try (ServiceProcess next =
        ServiceProcess.start(environment(), Path.of("target", "stopped.log"))) {
      ApiClient acme = ApiClient.acme(next.api()).whenReady();
      assertThat(acme.get("/v1/jobs/" + query).json().path("status").asText())
          .isEqualTo("COMPLETED");
    }
  }

  /** Asks again and again; fails with the first answer that is not whole and good. */
  private static int ask(ApiClient client, AtomicBoolean taken) {
    int asked = 0;
    while (taken.get()) {
      Reply reply = client.query("SELECT " + asked + " AS n");
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      asked++;
    }
    return asked;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(TestStack.environment());
    environment.put("SPECTRA_STATE_DIR", state.toString());
    environment.put("SPECTRA_SHUTDOWN_DELAY", DELAY.toSeconds() + "s");
    environment.put("SPECTRA_SHUTDOWN_TIMEOUT", TIMEOUT.toSeconds() + "s");
    environment.put("SPECTRA_BULK_QUERY_AUTOSTART", "never");
    environment.put("SPECTRA_LIMITS_ENABLED", "false");
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    return environment;
  }

  private <T> CompletableFuture<T> async(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, threads);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static Reply within(Duration time, CompletableFuture<Reply> reply) throws Exception {
    return reply.get(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String submit(ApiClient client) {
    return client
        .post(
            "/v1/bulk/jobs",
            "{\"operation\": \"query\", \"object\": \"sales\", \"query\": \"SELECT 1 AS n\"}")
        .json()
        .path("job_id")
        .asText();
  }

  /** Whoever reads the table waits until this connection rolls back. */
  private static Connection lock(String table) throws SQLException {
    Connection connection = TestStack.postgres();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
    }
    return connection;
  }

  private static int blocked() throws SQLException {
    return count("wait_event_type = 'Lock'");
  }

  /** Those of this test's service: one that was killed before may have left a statement running. */
  private int sessions() throws SQLException {
    return count("backend_start >= '" + begun + "'");
  }

  private static int count(String condition) throws SQLException {
    String sql =
        "SELECT COUNT(*) FROM pg_stat_activity WHERE usename = 'spectra_acme' AND " + condition;
    try (Connection connection = TestStack.postgres();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** Requests that are being answered, by the service's own count. */
  private static double inFlight(ServiceProcess service) {
    return ApiClient.stranger(service.management())
        .get("/q/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("spectra_http_requests_in_flight "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }
}

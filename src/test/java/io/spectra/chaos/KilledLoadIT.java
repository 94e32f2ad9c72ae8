package io.spectra.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import io.spectra.bulk.ingest.LoadClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loads whose service is killed at every step, and what the table holds when another one has taken
 * over. Two rounds, or as many as {@code -Dspectra.chaos.loads=50} says.
 */
@OnStack
class KilledLoadIT {
  private static final int ROUNDS = Integer.getInteger("spectra.chaos.loads", 2);
  private static final int ROWS = 3_000;
  private static final int RECORDS = 2_000;
  private static final int MANY_RECORDS = 60_000;
  private static final Path LOG = Path.of("target", "killed-load.log");
  private static final String[] OPERATIONS = {"upsert", "insert", "update", "delete"};

  /** Where a load is when its service is killed. */
  private enum Step {
    AFTER_COMMIT,
    BEFORE_COMMIT,
    IN_STATEMENT,
    IN_LATER_BATCH,
    AFTER_COPY,
    IN_COPY,
    BEFORE_COPY
  }

  @TempDir Path folder;

  @Test
  @DisplayName("R-060 kill -9 at any step neither loses nor repeats a record")
  void everyStep() throws Exception {
    ServiceProcess service = ServiceProcess.start(environment(), LOG);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Step step = Step.values()[round % Step.values().length];
        // Both counters have a common divisor: shifted, so that every pair has its turn.
        String operation =
            step == Step.IN_LATER_BATCH
                ? "insert"
                : OPERATIONS[(round + round / 12) % OPERATIONS.length];
        Map<Long, String> expected = new TreeMap<>();
        String file = given(operation, step, expected);
        String job = kill(service, step, operation, file);

        service = ServiceProcess.start(environment(), LOG);
        JsonNode ended = new LoadClient(ApiClient.acme(service.api()).whenReady()).ended(job);

        String round1 = "round %d: %s killed %s, %s".formatted(round, operation, step, ended);
        System.out.println(round1);
        assertThat(ended.path("state").asText()).as(round1).isEqualTo("JobComplete");
        assertThat(rows()).as(round1).isEqualTo(expected);
        assertThat(applied(job)).as(round1).isEqualTo(1);
      }
    } finally {
      service.close();
    }
  }

  /** Makes the table, the file, and what the table holds when the file is applied once. */
  private static String given(String operation, Step step, Map<Long, String> expected)
      throws SQLException {
    boolean batches = step == Step.IN_COPY || step == Step.IN_LATER_BATCH;
    long first = step == Step.IN_LATER_BATCH ? ROWS + 1 : ROWS - 999;
    long last = first + (batches ? MANY_RECORDS : RECORDS) - 1;
    try (Connection connection = TestStack.postgres();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "DROP TABLE IF EXISTS chaos; CREATE TABLE chaos (id bigint PRIMARY KEY, v varchar(40));"
              + "GRANT SELECT, INSERT, UPDATE, DELETE ON chaos TO spectra_acme;"
              + "INSERT INTO chaos SELECT n, 'old ' || n FROM generate_series(1, "
              + ROWS
              + ") n");
    }
    for (long id = 1; id <= ROWS; id++) {
      expected.put(id, "old " + id);
    }
    StringBuilder file = new StringBuilder("id,v\n");
    for (long id = first; id <= last; id++) {
      file.append(id).append(",new ").append(id).append('\n');
      apply(operation, id, expected);
    }
    return file.toString();
  }

  private static void apply(String operation, long id, Map<Long, String> table) {
    switch (operation) {
      case "insert" -> table.putIfAbsent(id, "new " + id);
      case "update" -> table.computeIfPresent(id, (key, old) -> "new " + id);
      case "upsert" -> table.put(id, "new " + id);
      default -> table.remove(id);
    }
  }

  /** Starts a load and kills the service when it has come to the step. */
  private static String kill(ServiceProcess service, Step step, String operation, String file)
      throws Exception {
    LoadClient acme = new LoadClient(ApiClient.acme(service.api()).whenReady());
    String job = acme.created(LoadClient.job(operation, "chaos"));
    acme.put(acme.uploadUrl(job, 1), file.getBytes(StandardCharsets.UTF_8));
    try (Connection holder = TestStack.postgres();
        Statement hold = holder.createStatement()) {
      holder.setAutoCommit(false);
      switch (step) {
        case BEFORE_COMMIT -> hold.execute("LOCK TABLE spectra.spectra_applied IN EXCLUSIVE MODE");
        case IN_STATEMENT -> hold.execute("LOCK TABLE chaos IN SHARE MODE");
        // What is there, though not committed, is waited for by whoever has the same key.
        case IN_LATER_BATCH ->
            hold.execute("INSERT INTO chaos VALUES (%d, 'held')".formatted(ROWS + MANY_RECORDS));
        case AFTER_COPY -> hold.execute("LOCK TABLE spectra.spectra_lock_acme");
        case AFTER_COMMIT, IN_COPY, BEFORE_COPY -> {}
      }
      assertThat(acme.start(job).status()).isEqualTo(200);
      await(step.name())
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> reached(step, job) || ended(acme, step, job));
      service.kill();
      holder.rollback();
    }
    return job;
  }

  private static boolean reached(Step step, String job) throws SQLException {
    return switch (step) {
      case AFTER_COMMIT -> applied(job) == 1;
      case BEFORE_COMMIT -> waits("INSERT INTO \"spectra\".spectra_applied%");
      case IN_LATER_BATCH -> waits("INSERT INTO%chaos%spectra_stage%");
      case IN_STATEMENT -> waits("%public%chaos%spectra_stage%");
      case AFTER_COPY -> waits("LOCK TABLE%");
      case IN_COPY -> running("COPY spectra_stage%");
      case BEFORE_COPY -> running("%");
    };
  }

  /** What is over in a moment may be missed: then it is killed after the end. */
  private static boolean ended(LoadClient acme, Step step, String job) {
    return step == Step.IN_COPY && acme.state(job).path("state").asText().equals("JobComplete");
  }

  /** For good: for the lock of its tenant a load waits a moment before it copies, too. */
  private static boolean waits(String statement) throws SQLException {
    return count(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'spectra_acme'"
                + " AND wait_event_type = 'Lock' AND now() - query_start > interval '500 ms'"
                + " AND query LIKE '"
                + statement
                + "'")
        > 0;
  }

  private static boolean running(String statement) throws SQLException {
    return count(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'spectra_acme'"
                + " AND state <> 'idle' AND query LIKE '"
                + statement
                + "'")
        > 0;
  }

  private static long applied(String job) throws SQLException {
    return count("SELECT count(*) FROM spectra.spectra_applied WHERE job_id = '" + job + "'");
  }

  private static long count(String sql) throws SQLException {
    try (Connection connection = TestStack.postgres();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Map<Long, String> rows() throws SQLException {
    Map<Long, String> found = new TreeMap<>();
    try (Connection connection = TestStack.postgres();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, v FROM chaos")) {
      while (rows.next()) {
        found.put(rows.getLong(1), rows.getString(2));
      }
    }
    return found;
  }

  private Map<String, String> environment() throws Exception {
    Map<String, String> environment = new HashMap<>(TestStack.environment());
    environment.put("SPECTRA_STATE_DIR", folder.resolve("state").toString());
    environment.put("SPECTRA_ROUTES_FOLDER", slowRoutes().toString());
    environment.put("SPECTRA_INGEST_CHUNK_SIZE", "64K");
    environment.put("SPECTRA_INGEST_INSERT_AHEAD_FROM", "64K");
    environment.put("SPECTRA_JOB_LEASE", "4s");
    environment.put("SPECTRA_JOB_HEARTBEAT", "1s");
    environment.put("SPECTRA_LIMITS_ENABLED", "false");
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    return environment;
  }

  /** The operators' routes with a pause between the commit and what tells the ledger of it. */
  private Path slowRoutes() throws Exception {
    Path routes = Files.createDirectories(folder.resolve("routes"));
    try (var files = Files.newDirectoryStream(Path.of("routes"), "*.yaml")) {
      for (Path file : files) {
        String text = Files.readString(file);
        String pause =
            """
                          - delay:
                              id: chaos-pause
                              expression:
                                constant:
                                  expression: "1500"
            """;
        Files.writeString(
            routes.resolve(file.getFileName().toString()),
            text.replaceFirst("(?m)^ +# The ledger has the counts.*\n", pause));
      }
    }
    return routes;
  }
}

package io.spectra.bulk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.bulk.ingest.IngestFixture.Loaded;
import io.spectra.failure.ErrorCode;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.Operation;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inserts that go into their table batch by batch, and what makes them stop doing so. */
@OnStack
class InsertAheadTest {
  private static final int RECORDS = 500;
  private static IngestFixture loads;

  @BeforeAll
  static void start() {
    // Some records to an object, so that there are many batches.
    loads =
        new IngestFixture(
            Map.of("spectra.ingest.chunk-size", "256", "spectra.ingest.insert-ahead-from", "0"));
  }

  @AfterAll
  static void stop() {
    loads.close();
  }

  @BeforeEach
  void table() throws SQLException {
    PartsTable.execute(
        """
        DROP TABLE IF EXISTS ahead;
        CREATE TABLE ahead (id bigint PRIMARY KEY, name varchar(16));
        GRANT SELECT, INSERT ON ahead TO spectra_acme;
        """);
  }

  @Test
  @DisplayName("R-058 R-060 records with rising keys are inserted while later ones are read")
  void rising() throws SQLException {
    Loaded loaded = load(numbers(1, RECORDS), null);

    assertThat(loaded.failure()).isNull();
    assertThat(loaded.ahead()).isTrue();
    assertThat(loaded.processed()).isEqualTo(RECORDS);
    assertThat(count("SELECT count(*) FROM ahead WHERE name = 'n' || id")).isEqualTo(RECORDS);
    assertThat(loads.staged()).isEmpty();
  }

  @Test
  @DisplayName("R-058 without a key nothing keeps records from being inserted at once")
  void keyless() throws SQLException {
    PartsTable.execute("ALTER TABLE ahead DROP CONSTRAINT ahead_pkey");

    Loaded loaded = load(numbers(1, RECORDS) + numbers(1, RECORDS), null);

    assertThat(loaded.ahead()).isTrue();
    assertThat(count("SELECT count(*) FROM ahead")).isEqualTo(2 * RECORDS);
  }

  @Test
  @DisplayName("R-058 a key that comes again at the end is told by its first record, as ever")
  void fallsBack() throws SQLException {
    Loaded loaded = load(numbers(1, RECORDS) + "7,again\n", null);

    assertThat(loaded.ahead()).isFalse();
    assertThat(loaded.processed()).isEqualTo(RECORDS);
    assertThat(loaded.rejects())
        .contains("DUPLICATE_KEY,record 501: id is the same as in record 7")
        .contains("7,again");
    assertThat(count("SELECT count(*) FROM ahead WHERE name = 'n' || id")).isEqualTo(RECORDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "300", "499"})
  @DisplayName("R-058 where the table has a key of the file, in its first batch or later, it stays")
  void known(String id) throws SQLException {
    PartsTable.execute("INSERT INTO ahead VALUES (%s, 'old')".formatted(id));

    Loaded loaded = load(numbers(1, RECORDS), null);

    assertThat(loaded.ahead()).isFalse();
    assertThat(loaded.processed()).isEqualTo(RECORDS - 1);
    assertThat(loaded.rejects()).contains(id + ",n" + id + ",KEY_EXISTS");
    assertThat(count("SELECT count(*) FROM ahead WHERE name = 'old'")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM ahead")).isEqualTo(RECORDS);
  }

  @Test
  @DisplayName("R-060 what was inserted goes away with a load that fails at its end")
  void hopeless() throws SQLException {
    Loaded loaded = load(numbers(1, RECORDS) + "x,bad\ny,bad\n", 1L);

    assertThat(loaded.failure().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(count("SELECT count(*) FROM ahead")).isZero();
    assertThat(loads.staged()).isEmpty();
  }

  @Test
  @DisplayName("R-060 a load that collides with another change begins again, and is applied once")
  void collides() throws SQLException {
    PartsTable.execute(
        """
        DROP SEQUENCE IF EXISTS collisions;
        CREATE SEQUENCE collisions;
        GRANT USAGE ON SEQUENCE collisions TO spectra_acme;
        CREATE OR REPLACE FUNCTION collide() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NEW.id = 400 AND nextval('collisions') = 1 THEN
            RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001';
          END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER collide BEFORE INSERT ON ahead FOR EACH ROW EXECUTE FUNCTION collide();
        """);

    Loaded loaded = load(numbers(1, RECORDS), null);

    assertThat(loaded.failure()).isNull();
    assertThat(loaded.processed()).isEqualTo(RECORDS);
    assertThat(count("SELECT count(*) FROM ahead")).isEqualTo(RECORDS);
    assertThat(count("SELECT last_value FROM collisions")).isEqualTo(2);
  }

  @Test
  @DisplayName("R-060 a load whose commit collides begins again, and is applied once")
  void collidesAtItsEnd() throws SQLException {
    PartsTable.execute(
        """
        DROP SEQUENCE IF EXISTS collisions;
        CREATE SEQUENCE collisions;
        GRANT USAGE ON SEQUENCE collisions TO spectra_acme;
        CREATE OR REPLACE FUNCTION collide() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF nextval('collisions') = 1 THEN
            RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001';
          END IF;
          RETURN NEW;
        END $$;
        CREATE CONSTRAINT TRIGGER collide AFTER INSERT ON ahead DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW WHEN (NEW.id = 400) EXECUTE FUNCTION collide();
        """);

    Loaded loaded = load(numbers(1, RECORDS), null);

    assertThat(loaded.failure()).isNull();
    assertThat(loaded.processed()).isEqualTo(RECORDS);
    assertThat(count("SELECT count(*) FROM ahead")).isEqualTo(RECORDS);
    assertThat(count("SELECT last_value FROM collisions")).isEqualTo(2);
  }

  @Test
  @DisplayName("R-058 a load that comes while another one has the lock is staged meanwhile")
  void waits() throws Exception {
    CompletableFuture<Loaded> loading;
    try (var connection = TestStack.postgres();
        var holder = connection.createStatement()) {
      connection.setAutoCommit(false);
      holder.execute("LOCK TABLE spectra.spectra_lock_acme");
      loading = CompletableFuture.supplyAsync(() -> load(numbers(1, RECORDS), null));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  count(
                          "SELECT count(*) FROM pg_stat_activity WHERE usename = 'spectra_acme'"
                              + " AND wait_event_type = 'Lock' AND query LIKE 'LOCK TABLE%'"
                              + " AND now() - query_start > interval '1 second'")
                      > 0);
      connection.rollback();
    }

    Loaded loaded = loading.get();
    assertThat(loaded.ahead()).isFalse();
    assertThat(loads.staged()).isEmpty();
    assertThat(loaded.processed()).isEqualTo(RECORDS);
    assertThat(count("SELECT count(*) FROM ahead")).isEqualTo(RECORDS);
  }

  private static String numbers(int from, int to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(n -> n + ",n" + n + "\n")
        .collect(Collectors.joining());
  }

  private static Loaded load(String records, Long errorLimit) {
    return loads.load(
        Operation.INSERT,
        "ahead",
        ContentType.CSV,
        Compression.NONE,
        errorLimit,
        List.of(("id,name\n" + records).getBytes(StandardCharsets.UTF_8)));
  }

  private static long count(String sql) throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}

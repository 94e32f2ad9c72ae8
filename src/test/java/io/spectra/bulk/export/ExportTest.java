package io.spectra.bulk.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.bulk.RecordingLease;
import io.spectra.bulk.TestJobs;
import io.spectra.bulk.format.CsvText;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.Job;
import io.spectra.storage.StorageFixture;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnStack
class ExportTest {
  private static final String EVERY_TYPE =
      """
      SELECT 1::int8 AS id, 12345678901234567890.10::numeric(22,2) AS amount, true AS yes,
        timestamp '2024-01-02 03:04:05.678' AS t, timestamptz '2024-01-02 03:04:05.678+02' AS tz,
        date '2024-02-29' AS d, NULL::varchar AS nothing, '' AS empty, 'a,"b"' AS text,
        '\\x00ff'::bytea AS bytes, 1.5::float8 AS f
      """;

  private static StorageFixture storage;
  private static ExportFixture exports;

  @BeforeAll
  static void start() throws Exception {
    storage = new StorageFixture(TestStack.s3Access());
    exports = new ExportFixture(storage);
  }

  @AfterAll
  static void stop() throws Exception {
    exports.close();
    storage.close();
  }

  @Test
  @DisplayName("R-055 every type is written as R-009 and R-017 have it")
  void everyType() {
    RecordingLease lease = run(EVERY_TYPE, ContentType.CSV, Compression.NONE);

    assertThat(storage.read(lease.result.key()))
        .asString(UTF_8)
        .isEqualTo(
            "id,amount,yes,t,tz,d,nothing,empty,text,bytes,f\n"
                + "1,12345678901234567890.10,true,2024-01-02T03:04:05.678,"
                + "2024-01-02T01:04:05.678Z,2024-02-29,,\"\",\"a,\"\"b\"\"\",AP8=,1.5\n");
    assertThat(lease.result.processed()).isEqualTo(1);
    assertThat(lease.result.sizeBytes()).isEqualTo(storage.read(lease.result.key()).length);
  }

  @Test
  @DisplayName("R-056 the file of 100,000 rows holds every one of them, in order")
  void hundredThousandRows() throws Exception {
    String query = "SELECT g AS id, md5(g::text) AS hash FROM generate_series(1, 100000) g";

    RecordingLease lease = run(query, ContentType.CSV, Compression.GZIP);

    List<List<String>> records = CsvText.records(gunzip(storage.read(lease.result.key())));
    assertThat(lease.result.processed()).isEqualTo(100_000);
    assertThat(records).hasSize(100_001);
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      for (int i = 1; rows.next(); i++) {
        assertThat(records.get(i)).containsExactly(rows.getString(1), rows.getString(2));
      }
    }
  }

  @Test
  @DisplayName("R-056 the file lies under its attempt's own prefix and has a telling name")
  void namesTheFile() {
    RecordingLease lease = run("SELECT 1 AS one", ContentType.JSON, Compression.GZIP);

    Job job = lease.job();
    assertThat(lease.result.key())
        .isEqualTo("exports/acme/" + job.id() + "/1/sales-" + job.id() + ".jsonl.gz");
  }

  @Test
  @DisplayName("R-057 a long export tells how far it is while it runs")
  void tellsProgress() {
    RecordingLease lease =
        run(
            "SELECT g, pg_sleep(0.0005) FROM generate_series(1, 4000) g",
            ContentType.CSV,
            Compression.NONE);

    assertThat(lease.progress).hasSizeGreaterThan(1).isSorted();
    assertThat(lease.progress.get(lease.progress.size() - 1)).isEqualTo(4000);
  }

  @Test
  @DisplayName("R-010 the memory that an export holds does not grow with its rows")
  void flatMemory() {
    RecordingLease lease =
        exports.begin(
            lease(
                "SELECT g AS id, repeat(md5(g::text), 3) AS text FROM generate_series(1, 2000000) g",
                ContentType.CSV,
                Compression.NONE));

    long early = liveHeapAt(300_000, lease);
    long late = liveHeapAt(1_500_000, lease);
    await().atMost(Duration.ofMinutes(3)).until(() -> lease.closed);

    assertThat(lease.result.processed()).isEqualTo(2_000_000);
    assertThat(lease.result.sizeBytes()).isGreaterThan(200_000_000);
    assertThat(late - early).isLessThan(32 << 20);
  }

  private static long liveHeapAt(long rows, RecordingLease lease) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> lease.closed || lease.progress.stream().anyMatch(done -> done >= rows));
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  @DisplayName("R-050 what the gate refuses now fails, though it was let in before")
  void gatesAgain() {
    RecordingLease lease = run("DROP TABLE sales", ContentType.CSV, Compression.NONE);

    assertThat(lease.error.code()).isEqualTo("SQL_BLOCKED");
    assertThat(lease.result).isNull();
  }

  @Test
  @DisplayName("R-022 an error in the middle fails the job with its reason and leaves no file")
  void failsInTheMiddle() {
    RecordingLease lease =
        run(
            "SELECT repeat('x', 1000), 1 / (60000 - g) FROM generate_series(1, 60000) g",
            ContentType.CSV,
            Compression.NONE);

    assertThat(lease.error.code()).isEqualTo("INVALID_SQL");
    assertThat(lease.error.message()).contains("division by zero");
    assertLeftNothing(lease);
  }

  @Test
  @DisplayName("R-043 an export that is aborted while rows flow stops and leaves nothing")
  void abortedMidway() {
    RecordingLease lease =
        lease(
            "SELECT repeat('x', 1000), g FROM generate_series(1, 2000000) g",
            ContentType.CSV,
            Compression.NONE);
    exports.begin(lease);
    await().until(() -> storage.openUploads().stream().anyMatch(in(lease)));

    lease.lose();

    await().atMost(Duration.ofSeconds(5)).until(() -> lease.closed);
    assertThat(lease.error).isNull();
    assertLeftNothing(lease);
  }

  @Test
  @DisplayName("R-043 an export that is aborted before its first row stops within two seconds")
  void abortedBeforeTheFirstRow() {
    RecordingLease lease = lease("SELECT pg_sleep(600)", ContentType.CSV, Compression.NONE);
    exports.begin(lease);
    await().until(() -> sleeping() == 1);

    lease.lose();

    await().atMost(Duration.ofSeconds(2)).until(() -> lease.closed && sleeping() == 0);
  }

  @Test
  @DisplayName("R-061 a job that ran for 24 hours fails with QUERY_TIMEOUT")
  void tooLong() {
    RecordingLease lease = new RecordingLease(TestJobs.begunBefore(Duration.ofHours(24)));

    exports.begin(lease);

    await().until(() -> lease.closed);
    assertThat(lease.error.code()).isEqualTo("QUERY_TIMEOUT");
  }

  private static RecordingLease run(String query, ContentType type, Compression compression) {
    RecordingLease lease = exports.begin(lease(query, type, compression));
    await().atMost(Duration.ofMinutes(1)).until(() -> lease.closed);
    return lease;
  }

  private static RecordingLease lease(String query, ContentType type, Compression compression) {
    return new RecordingLease(TestJobs.export(query, type, compression));
  }

  private static void assertLeftNothing(RecordingLease lease) {
    assertThat(storage.openUploads()).noneMatch(in(lease));
    assertThat(storage.keys("exports/")).noneMatch(in(lease));
    assertThat(lease.result).isNull();
  }

  private static java.util.function.Predicate<String> in(RecordingLease lease) {
    return key -> key.contains(lease.job().id());
  }

  private static int sleeping() throws Exception {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'"
                    + " AND state = 'active'")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static String gunzip(byte[] packed) throws Exception {
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(unpacked.readAllBytes(), UTF_8);
    }
  }
}

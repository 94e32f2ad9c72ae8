package io.spectra.bulk.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.bulk.RecordingLease;
import io.spectra.bulk.TestJobs;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.storage.StorageFixture;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@OnStack
class UnloadExportTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/spectra";
  private static final String TRICKY =
      """
      SELECT g AS id, g::int2 AS small, g * 1.10::numeric(10,2) AS free, 0.5::float8 * g AS half,
        'NaN'::float8 AS nan, g % 2 = 0 AS even, date '2024-02-29' + g AS d,
        time '01:02:03.5' AS t, timestamp '2024-01-02 03:04:05.678' AS ts,
        timestamptz '2024-01-02 03:04:05+02' AS tz, NULL::varchar AS nothing, '' AS empty,
        (ARRAY['a,b', 'say "hi"', E'l1\\nl2', 'back\\slash', E'tab\\t\\r', 'Grüße €😀', ' ', 'it''s',
          'null'])[g] AS s
      FROM generate_series(1, 9) g
      """;

  /** Rows that make more than two files of 5 MB. */
  private static final String MANY =
      "SELECT g AS id, repeat(md5(g::text), 8) AS text FROM generate_series(1, 50000) g";

  private static StorageFixture storage;
  private static ExportFixture streams;
  private static ExportFixture unloads;
  private static ExportFixture parallel;

  @BeforeAll
  static void start() throws Exception {
    storage = new StorageFixture(TestStack.s3Access());
    streams = new ExportFixture(storage);
    unloads = unloading(Map.of());
    parallel =
        unloading(
            Map.of(
                "spectra.bulk.export.unload.parallel", "true",
                "spectra.bulk.export.unload.max-file-megabytes", "5"));
  }

  private static ExportFixture unloading(Map<String, String> settings) throws Exception {
    Map<String, String> all = new java.util.HashMap<>(settings);
    all.put("spectra.bulk.export.way", "auto");
    all.put("spectra.bulk.export.unload.iam-role", ROLE);
    all.put("spectra.bulk.export.unload.region", "us-east-1");
    all.put("spectra.bulk.export.unload.kms-key-id", "1234abcd-12ab-34cd-56ef-1234567890ab");
    return new ExportFixture(storage, all);
  }

  @AfterAll
  static void stop() throws Exception {
    parallel.close();
    unloads.close();
    streams.close();
    storage.close();
  }

  static Stream<Arguments> texts() {
    return Stream.of(ContentType.CSV, ContentType.JSON)
        .flatMap(type -> Stream.of(Compression.values()).map(packed -> Arguments.of(type, packed)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("texts")
  @DisplayName("R-055 UNLOAD gives the very bytes that a stream gives")
  void sameBytes(ContentType type, Compression compression) throws Exception {
    RecordingLease unloaded = run(unloads, TRICKY, type, compression);
    RecordingLease streamed = run(streams, TRICKY, type, compression);

    assertThat(storage.keys(folder(unloaded))).anyMatch(key -> key.contains("/part-000."));
    assertThat(text(unloaded, compression)).isEqualTo(text(streamed, compression));
    assertThat(unloaded.result.processed()).isEqualTo(9);
    assertThat(unloaded.result.sizeBytes()).isEqualTo(storage.read(unloaded.result.key()).length);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("texts")
  @DisplayName("R-056 what several slices wrote becomes one file with every row")
  void composes(ContentType type, Compression compression) throws Exception {
    RecordingLease unloaded = run(parallel, MANY, type, compression);
    RecordingLease streamed = run(streams, MANY, type, compression);

    assertThat(storage.keys(folder(unloaded)))
        .filteredOn(key -> key.contains("_part_"))
        .hasSizeGreaterThan(2);
    List<String> lines = text(unloaded, compression).lines().toList();
    List<String> expected = text(streamed, compression).lines().toList();
    assertThat(lines.get(0).startsWith("id,text")).isEqualTo(type == ContentType.CSV);
    assertThat(lines.stream().sorted()).isEqualTo(expected.stream().sorted().toList());
    assertThat(unloaded.result.processed()).isEqualTo(50_000);
    assertThat(unloaded.result.sizeBytes()).isEqualTo(storage.read(unloaded.result.key()).length);
    assertThat(storage.openUploads()).noneMatch(key -> key.contains(unloaded.job().id()));
  }

  @Test
  @DisplayName("R-055 UNLOAD gives Parquet with the types of a stream; several files are listed")
  void parquet() throws Exception {
    String query =
        "SELECT g::int8 AS id, g::numeric(12,2) AS n, md5(g::text) AS s, '\\x00ff'::bytea AS b,"
            + " timestamp '2024-01-02 03:04:05' AS ts FROM generate_series(1, 200000) g";
    try (DuckDb reader = new DuckDb()) {
      RecordingLease one = run(unloads, query, ContentType.PARQUET, Compression.NONE);
      RecordingLease many = run(parallel, query, ContentType.PARQUET, Compression.NONE);
      RecordingLease streamed = run(streams, query, ContentType.PARQUET, Compression.NONE);

      byte[] file = storage.read(one.result.key());
      byte[] expected = storage.read(streamed.result.key());
      assertThat(one.result.key()).endsWith("part-000.parquet");
      assertThat(reader.schema(file)).isEqualTo(reader.schema(expected));
      assertThat(reader.rows(file, ContentType.PARQUET, Compression.NONE, ""))
          .isEqualTo(reader.rows(expected, ContentType.PARQUET, Compression.NONE, ""));
      assertThat(many.result.files()).hasSizeGreaterThan(1);
      assertThat(many.result.files().stream().mapToLong(part -> part.sizeBytes()).sum())
          .isEqualTo(many.result.sizeBytes());
    }
  }

  @Test
  @DisplayName("R-056 an UNLOAD of no rows is a file with its header or schema")
  void noRows() throws Exception {
    String query = "SELECT 1 AS a, 'x'::varchar AS b WHERE false";

    RecordingLease csv = run(unloads, query, ContentType.CSV, Compression.NONE);
    RecordingLease parquet = run(unloads, query, ContentType.PARQUET, Compression.NONE);

    assertThat(storage.read(csv.result.key())).asString(UTF_8).isEqualTo("a,b\n");
    try (DuckDb reader = new DuckDb()) {
      assertThat(reader.schema(storage.read(parquet.result.key())))
          .containsExactly(List.of("a", "INTEGER"), List.of("b", "VARCHAR"));
    }
  }

  @Test
  @DisplayName("R-055 a LIMIT of the query's own, which UNLOAD refuses outside, is kept inside")
  void limit() throws Exception {
    RecordingLease lease =
        run(unloads, "SELECT 1 AS one FROM sales LIMIT 3", ContentType.CSV, Compression.NONE);

    assertThat(lease.result.key()).contains("/part-");
    assertThat(storage.read(lease.result.key())).asString(UTF_8).isEqualTo("one\n1\n1\n1\n");
  }

  @Test
  @DisplayName("R-055 what UNLOAD would give otherwise streams: an order, bytes, nested values")
  void streamsInstead() throws Exception {
    for (String query :
        List.of(
            "SELECT sale_id FROM sales ORDER BY sale_id LIMIT 2",
            "SELECT '\\x00ff'::bytea AS b",
            "SELECT '{\"a\": 1}'::json AS j")) {
      RecordingLease lease = run(unloads, query, ContentType.CSV, Compression.NONE);

      assertThat(lease.error).isNull();
      assertThat(lease.result.key()).doesNotContain("/part-").endsWith(".csv");
    }
  }

  @Test
  @DisplayName(
      "R-057 an UNLOAD tells how many rows it has while it runs, by the warehouse's history")
  void progress() {
    RecordingLease lease =
        run(
            unloads,
            "SELECT g AS id, length(pg_sleep(0.001)::text) AS slept FROM generate_series(1, 3500) g",
            ContentType.CSV,
            Compression.NONE);

    assertThat(lease.result.key()).contains("/part-");
    assertThat(lease.result.processed()).isEqualTo(3_500);
    assertThat(lease.progress).isSorted().anyMatch(rows -> rows > 0 && rows < 3_500);
  }

  @Test
  @DisplayName("R-022 an error of the query reads as it does in a stream, and leaves no file")
  void fails() {
    RecordingLease lease =
        run(
            unloads,
            "SELECT 1 / (sale_id - sale_id) AS x FROM sales",
            ContentType.CSV,
            Compression.NONE);

    assertThat(lease.error.code()).isEqualTo("INVALID_SQL");
    assertThat(lease.error.message()).contains("division by zero");
    assertThat(storage.keys(folder(lease))).isEmpty();
  }

  @Test
  @DisplayName("R-008 UNLOAD runs as the tenant's own user: it sees that tenant's rows alone")
  void ownRows() {
    RecordingLease lease =
        run(unloads, "SELECT DISTINCT tenant_id FROM sales", ContentType.CSV, Compression.NONE);

    assertThat(storage.read(lease.result.key())).asString(UTF_8).isEqualTo("tenant_id\nacme\n");
  }

  private static RecordingLease run(
      ExportFixture exports, String query, ContentType type, Compression compression) {
    RecordingLease lease =
        exports.begin(new RecordingLease(TestJobs.export(query, type, compression)));
    await().atMost(Duration.ofMinutes(1)).until(() -> lease.closed);
    return lease;
  }

  private static String folder(RecordingLease lease) {
    return "exports/acme/" + lease.job().id() + "/";
  }

  private static String text(RecordingLease lease, Compression compression) throws Exception {
    byte[] file = storage.read(lease.result.key());
    if (compression == Compression.NONE) {
      return new String(file, UTF_8);
    }
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return new String(unpacked.readAllBytes(), UTF_8);
    }
  }
}

package io.spectra.bulk.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.bulk.RecordingLease;
import io.spectra.bulk.TestJobs;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.storage.StorageFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@OnStack
class ReadBackTest {
  private static final String SALES =
      """
      SELECT sale_id, region, product, quantity, amount, discount, returned, year, sold_at, note
      FROM sales ORDER BY sale_id
      """;
  private static final String SALES_TYPES =
      """
      {'sale_id': 'BIGINT', 'region': 'VARCHAR', 'product': 'VARCHAR', 'quantity': 'INTEGER',
       'amount': 'DECIMAL(18,2)', 'discount': 'DOUBLE', 'returned': 'BOOLEAN', 'year': 'INTEGER',
       'sold_at': 'TIMESTAMP', 'note': 'VARCHAR'}
      """;
  private static final String EVERY_TYPE =
      """
      SELECT i2, i4, i8, d5::numeric(5,2), d17::numeric(17,2), d38::numeric(38,3), f4, f8, b, s, e,
        d, t, ts, tz, vb, js
      FROM (VALUES
        (1::int2, 2147483647, 9223372036854775807::int8, -12.30::numeric(5,2),
         123456789012345.67::numeric(17,2), -12345678901234567890123456789012345.678::numeric(38,3),
         0.5::float4, 1e-300::float8, true, 'a,"b"\né€😀'::varchar, ''::varchar, date '2024-02-29',
         time '23:59:59.999999', timestamp '1969-12-31 23:59:59.5', timestamptz '2024-01-02 03:04:05+02',
         '\\x00ff'::bytea, '{"x": [1, null, "y"]}'::json),
        (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
         NULL, NULL)) AS t(i2, i4, i8, d5, d17, d38, f4, f8, b, s, e, d, t, ts, tz, vb, js)
      """;

  private static final int DISCOUNT = 5;

  private static StorageFixture storage;
  private static ExportFixture exports;
  private static DuckDb reader;

  @BeforeAll
  static void start() throws Exception {
    storage = new StorageFixture(TestStack.s3Access());
    exports = new ExportFixture(storage);
    reader = new DuckDb();
  }

  @AfterAll
  static void stop() throws Exception {
    reader.close();
    exports.close();
    storage.close();
  }

  static Stream<Arguments> pairs() {
    return Stream.of(ContentType.values())
        .flatMap(type -> Stream.of(Compression.values()).map(packed -> Arguments.of(type, packed)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("pairs")
  @DisplayName("R-055 another reader finds every value of a table in all six kinds of file")
  void readsBack(ContentType type, Compression compression) throws Exception {
    byte[] file = exported(SALES, type, compression);

    List<List<String>> rows = reader.rows(file, type, compression, SALES_TYPES);
    List<List<String>> expected = source();
    assertThat(rows).hasSameSizeAs(expected);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i)).isEqualTo(expected.get(i));
    }
  }

  @Test
  @DisplayName("R-055 Parquet columns have the types of the warehouse, and NULL is NULL")
  void parquetTypes() throws Exception {
    byte[] file = exported(EVERY_TYPE, ContentType.PARQUET, Compression.GZIP);

    assertThat(reader.schema(file).stream().map(column -> column.get(1)))
        .containsExactly(
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "DECIMAL(5,2)",
            "DECIMAL(17,2)",
            "DECIMAL(38,3)",
            "FLOAT",
            "DOUBLE",
            "BOOLEAN",
            "VARCHAR",
            "VARCHAR",
            "DATE",
            "TIME",
            "TIMESTAMP",
            "TIMESTAMP WITH TIME ZONE",
            "BLOB",
            "JSON");
    List<List<String>> rows = reader.rows(file, ContentType.PARQUET, Compression.GZIP, "");
    assertThat(rows.get(0))
        .containsExactly(
            "1",
            "2147483647",
            "9223372036854775807",
            "-12.30",
            "123456789012345.67",
            "-12345678901234567890123456789012345.678",
            "0.5",
            "1e-300",
            "true",
            "a,\"b\"\né€😀",
            "",
            "2024-02-29",
            "23:59:59.999999",
            "1969-12-31 23:59:59.5",
            "2024-01-02 01:04:05+00",
            "\\x00\\xFF",
            "{\"x\": [1, null, \"y\"]}");
    assertThat(rows.get(1)).containsOnlyNulls().hasSize(17);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("pairs")
  @DisplayName(
      "R-056 no rows make a file that other readers open, with its columns where it has any")
  void noRows(ContentType type, Compression compression) throws Exception {
    byte[] file = exported("SELECT 1 AS a, 'x'::varchar AS b LIMIT 0", type, compression);

    assertThat(reader.rows(file, type, compression, "{'a': 'INTEGER', 'b': 'VARCHAR'}")).isEmpty();
    if (type == ContentType.PARQUET) {
      assertThat(reader.schema(file))
          .containsExactly(List.of("a", "INTEGER"), List.of("b", "VARCHAR"));
    }
  }

  @Test
  @DisplayName(
      "R-055 in a CSV of one column a NULL is a record: another reader counts as many rows")
  void nullAlone() throws Exception {
    byte[] file =
        exported(
            "SELECT v FROM (VALUES ('x'), (NULL), (''), (NULL), (NULL)) AS t(v)",
            ContentType.CSV,
            Compression.NONE);

    assertThat(reader.rows(file, ContentType.CSV, Compression.NONE, "{'v': 'VARCHAR'}"))
        .containsExactly(
            List.of("x"),
            Arrays.asList((String) null),
            List.of(""),
            Arrays.asList((String) null),
            Arrays.asList((String) null));
  }

  private static byte[] exported(String query, ContentType type, Compression compression) {
    RecordingLease lease =
        exports.begin(new RecordingLease(TestJobs.export(query, type, compression)));
    await().atMost(Duration.ofMinutes(1)).until(() -> lease.closed);
    assertThat(lease.error).isNull();
    return storage.read(lease.result.key());
  }

  private static List<List<String>> source() throws Exception {
    List<List<String>> rows = new ArrayList<>();
    try (var connection = TestStack.warehouse("acme");
        var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                "SELECT sale_id::text, region, product, quantity::text, amount::text,"
                    + " discount::text, returned::text, year::text, sold_at::text, note"
                    + " FROM sales ORDER BY sales.sale_id")) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
          row.add(result.getString(i));
        }
        String discount = row.get(DISCOUNT);
        row.set(DISCOUNT, discount == null ? null : Double.valueOf(discount).toString());
        rows.add(row);
      }
    }
    return rows;
  }
}

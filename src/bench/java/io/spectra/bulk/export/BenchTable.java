package io.spectra.bulk.export;

import io.spectra.local.LaptopStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The rows that are exported, about 130 bytes each as CSV, of ten columns like the demo's sales.
 */
final class BenchTable {
  static final int ROWS = Integer.getInteger("rows", 2_000_000);

  private BenchTable() {}

  static void fill(LaptopStack stack) throws Exception {
    Properties login = new Properties();
    login.put("user", "postgres");
    login.put("password", "");
    try (var connection = new org.postgresql.Driver().connect(stack.postgresUrl(), login);
        var statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE bench_sales AS SELECT g::bigint AS sale_id,
            (ARRAY['EMEA', 'AMER', 'APAC'])[1 + g %% 3] AS region, 'product ' || g %% 997 AS product,
            (g::bigint * 7919 %% 100)::int AS quantity, (g * 31.67)::numeric(18,2) AS amount,
            (g %% 30) / 100.0::float8 AS discount, g %% 17 = 0 AS returned, (2022 + g %% 5)::int AS year,
            timestamp '2022-01-01' + g * interval '61 seconds' AS sold_at,
            CASE WHEN g %% 10 > 0 THEN md5(g::text) END::varchar AS note
          FROM generate_series(1, %d) g
          """
              .formatted(ROWS));
      statement.execute("GRANT SELECT ON bench_sales TO spectra_acme");
      statement.execute("VACUUM ANALYZE bench_sales");
    }
  }

  /** Removes what the stack left. */
  static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(BenchTable::delete);
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

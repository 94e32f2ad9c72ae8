package io.spectra.bulk.export;

import io.spectra.local.LaptopStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Compares exports to the laptop S3 with {@code psql \copy (query) to stdout} of the same rows from
 * the database behind the stack: warm, in turns, medians and ratios. The worker is a JVM of its own
 * with {@code -Xmx128m}. Settings: {@code -Drows}, {@code -Drounds}, {@code -Dways}.
 */
public final class ExportBench {
  private static final int ROWS = Integer.getInteger("rows", 2_000_000);
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final String QUERY = "SELECT * FROM bench_sales";
  private static final List<String> WAYS =
      List.of(
          System.getProperty(
                  "ways",
                  "STREAM/CSV/NONE,STREAM/CSV/GZIP,STREAM/JSON/NONE,STREAM/PARQUET/NONE,"
                      + "UNLOAD/CSV/NONE,UNLOAD/PARQUET/NONE")
              .split(","));

  private ExportBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("export-bench");
    try (LaptopStack stack = LaptopStack.startForTests(folder, 1_000)) {
      fill(stack);
      Process worker = worker(stack.environment());
      try (BufferedReader answers = worker.inputReader();
          PrintStream orders = new PrintStream(worker.getOutputStream(), true)) {
        measure(stack, orders, answers);
      } finally {
        worker.destroy();
      }
    }
    System.exit(0);
  }

  private static void fill(LaptopStack stack) throws Exception {
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
      statement.execute("ANALYZE bench_sales");
    }
  }

  private static Process worker(Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx128m");
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ExportBenchWorker.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return builder.start();
  }

  private static void measure(LaptopStack stack, PrintStream orders, BufferedReader answers)
      throws Exception {
    Map<String, List<ExportFigures>> figures = new LinkedHashMap<>();
    for (int round = 0; round <= ROUNDS; round++) {
      add(figures, "psql", round, new ExportFigures(psql(stack), 0, 0));
      for (String way : WAYS) {
        orders.println(way + "/" + QUERY);
        add(figures, way, round, ExportFigures.of(answers.readLine()));
      }
    }
    double reference = ExportFigures.median(figures.get("psql"), ExportFigures::millis);
    System.out.printf("%,d rows, medians of %d rounds after one to warm up%n", ROWS, ROUNDS);
    figures.forEach(
        (way, all) ->
            System.out.printf(
                "%-22s %8.0f ms  %5.2f of psql  worker: %6.0f ms CPU, %4.0f MB heap at most%n",
                way,
                ExportFigures.median(all, ExportFigures::millis),
                reference / ExportFigures.median(all, ExportFigures::millis),
                ExportFigures.median(all, ExportFigures::cpuMillis),
                ExportFigures.median(all, ExportFigures::heapMegabytes)));
  }

  private static void add(
      Map<String, List<ExportFigures>> figures, String way, int round, ExportFigures figure) {
    if (round > 0) {
      figures.computeIfAbsent(way, none -> new ArrayList<>()).add(figure);
    }
  }

  private static double psql(LaptopStack stack) throws Exception {
    URI database = URI.create(stack.postgresUrl().substring("jdbc:".length()));
    long begin = System.nanoTime();
    Process psql =
        new ProcessBuilder(
                "psql",
                "-q",
                "-h",
                database.getHost(),
                "-p",
                String.valueOf(database.getPort()),
                "-U",
                "postgres",
                "-d",
                database.getPath().substring(1),
                "-c",
                "\\copy (" + QUERY + ") to stdout with (format csv, header)")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    psql.getInputStream().transferTo(OutputStream.nullOutputStream());
    if (psql.waitFor() != 0) {
      throw new IOException("psql failed");
    }
    return (System.nanoTime() - begin) / 1e6;
  }
}

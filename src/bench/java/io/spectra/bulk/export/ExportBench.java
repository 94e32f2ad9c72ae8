package io.spectra.bulk.export;

import com.sun.management.OperatingSystemMXBean;
import io.spectra.local.LaptopStack;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares exports to the laptop S3 with {@code psql \copy (query) to stdout} of the same rows from
 * the database behind the stack: warm, in turns, medians and ratios. The worker is a JVM of its own
 * with {@code -Xmx128m}; S3 and the relay run in this one, so that what they cost is told apart.
 * Settings: {@code -Drows}, {@code -Dtimes} (each row so often), {@code -Drounds}, {@code -Dwarm}
 * (rounds that do not count), {@code -Dways}, {@code -Dpsql=false} (without the comparison), {@code
 * -Dworker} (options of its JVM, joined by semicolons).
 */
public final class ExportBench {
  private static final int TIMES = Integer.getInteger("times", 1);
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int WARM = Integer.getInteger("warm", 1);
  private static final boolean PSQL = !"false".equals(System.getProperty("psql"));
  private static final String QUERY =
      TIMES == 1
          ? "SELECT * FROM bench_sales"
          : "SELECT s.* FROM bench_sales s CROSS JOIN generate_series(1, " + TIMES + ")";
  private static final List<String> WAYS =
      List.of(
          System.getProperty(
                  "ways",
                  "STREAM/CSV/NONE,STREAM/CSV/GZIP,STREAM/JSON/NONE,STREAM/PARQUET/NONE,"
                      + "UNLOAD/CSV/NONE,UNLOAD/PARQUET/NONE")
              .split(","));

  private ExportBench() {}

  public static void main(String[] arguments) throws Exception {
    exitWithParent();
    Path folder = Files.createTempDirectory("export-bench");
    try (LaptopStack stack = LaptopStack.startForTests(folder, 1_000)) {
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "export-bench-stop"));
      BenchTable.fill(stack);
      try (ExportWorker worker = ExportWorker.start(stack.environment())) {
        print(measure(stack, worker));
      }
    } finally {
      BenchTable.remove(folder);
    }
    System.exit(0);
  }

  private static Map<String, List<ExportFigures>> measure(LaptopStack stack, ExportWorker worker)
      throws Exception {
    Map<String, List<ExportFigures>> figures = new LinkedHashMap<>();
    for (int round = 0; round < WARM + ROUNDS; round++) {
      if (PSQL) {
        add(figures, "psql", round, new ExportFigures(psql(stack), 0, 0, 0, 0));
      }
      for (String way : WAYS) {
        long before = cpuMillis();
        ExportFigures figure = worker.export(way, QUERY);
        add(figures, way, round, figure.withStandIns(cpuMillis() - before));
      }
    }
    return figures;
  }

  private static void add(
      Map<String, List<ExportFigures>> figures, String way, int round, ExportFigures figure) {
    System.out.printf("round %d  %s%n", round, figure.line(way));
    if (round >= WARM) {
      figures.computeIfAbsent(way, none -> new ArrayList<>()).add(figure);
    }
  }

  private static void print(Map<String, List<ExportFigures>> figures) {
    System.out.printf(
        "%,d rows, medians of %d rounds after %d to warm up%n",
        (long) BenchTable.ROWS * TIMES, ROUNDS, WARM);
    ExportFigures psql = PSQL ? ExportFigures.median(figures.get("psql")) : null;
    figures.forEach(
        (way, all) -> {
          ExportFigures median = ExportFigures.median(all);
          String ratio =
              psql == null ? "" : "  %.2f of psql".formatted(psql.millis() / median.millis());
          System.out.println(median.line(way) + ratio);
        });
  }

  private static long cpuMillis() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1_000_000;
  }

  private static double psql(LaptopStack stack) throws Exception {
    URI database = URI.create(stack.postgresUrl().substring("jdbc:".length()));
    List<String> command = new ArrayList<>(List.of("psql", "-q", "-U", "postgres"));
    command.addAll(List.of("-h", database.getHost(), "-p", String.valueOf(database.getPort())));
    command.addAll(List.of("-d", database.getPath().substring(1)));
    command.addAll(List.of("-c", "\\copy (" + QUERY + ") to stdout with (format csv, header)"));
    long begin = System.nanoTime();
    Process psql =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (psql.waitFor() != 0) {
      throw new IOException("psql failed");
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  /** Maven may be killed without a chance to end this process: nothing must stay behind. */
  private static void exitWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
  }
}

package io.spectra.bench.query;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Load for a long time, and what the service holds after each minute of it: whether anything grows.
 *
 * <p>{@code ./mvnw -q -Pquery-bench -Dbench.main=QuerySoak}; system properties: {@code minutes}
 * (30), {@code busy} (milliseconds of load in each second, 200), {@code connections} (4), {@code
 * flags} (of the service's JVM).
 */
public final class QuerySoak {
  private static final Pattern HEAP_USED = Pattern.compile("heap +total \\d+K, used (\\d+)K");
  private static final int MEBI = 1 << 20;
  private static final int SECONDS = 60;

  private final int minutes = Integer.getInteger("minutes", 30);
  private final long busy = Duration.ofMillis(Long.getLong("busy", 200)).toNanos();
  private final int connections = Integer.getInteger("connections", 4);
  private final List<String> flags = List.of(System.getProperty("flags", "-Xmx512m").split(" "));

  public static void main(String[] arguments) throws Exception {
    new QuerySoak().run();
  }

  private void run() throws Exception {
    try (Served served = Served.start(flags)) {
      Map<Shape, HttpLoad> loads = new EnumMap<>(Shape.class);
      for (Shape shape : Shape.values()) {
        loads.put(shape, new HttpLoad(served.port(), shape, connections));
      }
      System.out.println("  at       queries refused    heap   resident  threads  files  state");
      for (int minute = 0; minute < minutes; minute++) {
        double queries = minute(loads, served.service());
        tell(queries, loads.values().stream().mapToInt(HttpLoad::refused).sum(), served.service());
      }
    }
  }

  /** A minute's queries: mostly small ones. */
  private double minute(Map<Shape, HttpLoad> loads, Child service) throws Exception {
    double queries = 0;
    for (int second = 0; second < SECONDS; second++) {
      long begin = System.nanoTime();
      Shape shape = Shape.values()[second % Shape.values().length];
      queries += loads.get(shape).run(busy, service).requests() * busy / 1e9;
      long rest = Duration.ofSeconds(1).toMillis() - (System.nanoTime() - begin) / 1_000_000;
      Thread.sleep(Math.max(0, rest));
    }
    return queries;
  }

  private static void tell(double queries, int refused, Child service) throws Exception {
    jcmd(service, "GC.run");
    Matcher heap = HEAP_USED.matcher(jcmd(service, "GC.heap_info"));
    long used = heap.find() ? Long.parseLong(heap.group(1)) / 1024 : -1;
    Path process = Path.of("/proc/" + service.pid());
    System.out.printf(
        "  %s %8.0f %7d %4d MiB %6d MiB %8d %6d %4d MiB%n",
        LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
        queries,
        refused,
        used,
        service.residentMebibytes(),
        count(process.resolve("task")),
        count(process.resolve("fd")),
        size(Path.of(System.getProperty("folder", "target/bench-stack"), "state")) / MEBI);
  }

  private static String jcmd(Child service, String command) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(service.pid()),
                command)
            .start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(jcmd.getInputStream(), StandardCharsets.UTF_8))) {
      return String.join("\n", lines.lines().toList());
    }
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.count();
    }
  }

  private static long size(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(QuerySoak::length).sum();
    }
  }

  private static long length(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException gone) {
      return 0;
    }
  }
}

package io.spectra.bench.ingest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU seconds used since the last look: by the service, and by each part of what stands in for AWS,
 * so that the laptop's own cost is told apart. Reads Linux's {@code /proc}.
 */
final class BenchCpu {
  private static final long NANOS_PER_TICK = 10_000_000;
  private static final double NANOS = 1e9;

  private final long service;
  private final long postmaster;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private Map<String, Long> before;
  private Map<Long, Long> threadsBefore = Map.of();

  BenchCpu(long service, Path postgres) throws IOException {
    this.service = service;
    postmaster = Long.parseLong(Files.readAllLines(postgres.resolve("postmaster.pid")).get(0));
    before = now();
  }

  /** By the part's name, since the last call. */
  Map<String, Double> used() throws IOException {
    Map<String, Long> after = now();
    Map<String, Double> used = new LinkedHashMap<>();
    after.forEach((name, nanos) -> used.put(name, (nanos - before.getOrDefault(name, 0L)) / NANOS));
    before = after;
    return used;
  }

  /** The most memory that the service ever had, in MiB. */
  long servicePeak() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + service + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  private Map<String, Long> now() throws IOException {
    Map<String, Long> all = new TreeMap<>();
    all.put("service", ticks(service, false));
    all.put("postgres", sessions());
    Map<Long, Long> seen = new TreeMap<>();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null) {
        long cpu = threads.getThreadCpuTime(thread.getThreadId());
        long since = cpu - threadsBefore.getOrDefault(thread.getThreadId(), 0L);
        seen.put(thread.getThreadId(), cpu);
        all.merge(part(thread.getThreadName()), since, Long::sum);
      }
    }
    threadsBefore = seen;
    if (before != null) {
      for (String part : new String[] {"relay", "s3", "bench and broker"}) {
        all.merge(part, before.getOrDefault(part, 0L), Long::sum);
      }
    }
    return all;
  }

  private static String part(String thread) {
    if (thread.startsWith("relay")) {
      return "relay";
    }
    return thread.contains("Jetty") || thread.startsWith("qtp") ? "s3" : "bench and broker";
  }

  /** All of the server's processes, those that have ended too. */
  private long sessions() throws IOException {
    long all = ticks(postmaster, true);
    for (ProcessHandle child :
        ProcessHandle.of(postmaster).stream().flatMap(ProcessHandle::children).toList()) {
      all += ticks(child.pid(), false);
    }
    return all;
  }

  private static long ticks(long process, boolean ended) throws IOException {
    Path stat = Path.of("/proc/" + process + "/stat");
    if (!Files.exists(stat)) {
      return 0;
    }
    String text = Files.readString(stat);
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    if (ended) {
      ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
    }
    return ticks * NANOS_PER_TICK;
  }
}

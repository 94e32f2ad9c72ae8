package io.spectra.bench.job;

import io.spectra.chaos.ServiceProcess;
import io.spectra.local.LaptopStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures the job ledger of the packaged service from outside: {@code POST /v1/bulk/jobs} by 32
 * submitters, pages of all jobs of one tenant, and how soon the service is ready again after a
 * clean stop and after kill -9, when it restores them all.
 *
 * <p>{@code ./mvnw -q -Pjob-bench}; system properties: {@code jobs} (100,000), {@code submitters}
 * (32), {@code warm} (20,000 jobs that are not counted), {@code service} (options of its JVM).
 */
public final class JobBench implements AutoCloseable {
  private static final int JOBS = Integer.getInteger("jobs", 100_000);
  private static final int WARM = Integer.getInteger("warm", 20_000);
  private static final int SUBMITTERS = Integer.getInteger("submitters", 32);
  private static final int PAGES = 1_000;
  private static final Path LOG = Path.of("target", "job-bench.log");
  private static final String BODY =
      "{\"operation\":\"query\",\"object\":\"sales\",\"query\":\"SELECT * FROM sales WHERE year = 2024\"}";

  private final LaptopStack stack;
  private ServiceProcess service;
  private final Map<String, String> environment;
  private final ExecutorService threads = Executors.newFixedThreadPool(SUBMITTERS);
  private final AtomicInteger patience = new AtomicInteger();

  private JobBench(Path folder) throws Exception {
    stack = LaptopStack.startForTests(folder, 1_000);
    environment = new HashMap<>(stack.environment());
    environment.put("SPECTRA_STATE_DIR", folder.resolve("state").toString());
    environment.put("SPECTRA_LIMITS_ENABLED", "false");
    environment.put("SPECTRA_BULK_QUERY_AUTOSTART", "never");
  }

  public static void main(String[] arguments) throws Exception {
    try (JobBench bench = new JobBench(Files.createTempDirectory("job-bench"))) {
      bench.run();
    }
  }

  private void run() throws Exception {
    start("start with an empty log");
    submit(WARM, false);
    submit(JOBS - WARM, true);
    page("");
    page("&state=Open&operation=query");
    service.close();
    start("start after a clean stop");
    service.kill();
    start("start that restores " + JOBS + " jobs");
  }

  private void start(String what) throws IOException {
    long begin = System.nanoTime();
    service =
        ServiceProcess.start(environment, LOG, System.getProperty("service", "-Xmx1g").split(" "));
    System.out.printf(
        "%s: ready in %d ms%n", what, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
  }

  private void submit(int jobs, boolean counted) throws Exception {
    byte[] request = Caller.request("POST", "/v1/bulk/jobs", BODY);
    long cpu = cpuMillis();
    long begin = System.nanoTime();
    long[] nanos = all(jobs, request);
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (counted) {
      System.out.printf(
          "%d x POST by %d: %.0f a second, %.0f µs CPU each; %d times 503%n",
          jobs, SUBMITTERS, jobs / seconds, (cpuMillis() - cpu) * 1e3 / jobs, patience.get());
      print("POST /v1/bulk/jobs", nanos);
    }
  }

  private long[] all(int count, byte[] request) throws Exception {
    long[] nanos = new long[count];
    AtomicInteger next = new AtomicInteger();
    Callable<Void> submitter =
        () -> {
          try (Caller caller = new Caller(service.api())) {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
              nanos[i] = timed(caller, request, 201);
            }
          }
          return null;
        };
    for (var each : threads.invokeAll(Collections.nCopies(SUBMITTERS, submitter))) {
      each.get();
    }
    return nanos;
  }

  private void page(String filters) throws Exception {
    byte[] request = Caller.request("GET", "/v1/bulk/jobs?limit=100" + filters, "");
    long[] nanos = new long[PAGES];
    try (Caller caller = new Caller(service.api())) {
      for (int i = -PAGES; i < PAGES; i++) {
        nanos[Math.max(i, 0)] = timed(caller, request, 200);
      }
    }
    print("a page of 100 of " + JOBS + " jobs" + filters, nanos);
  }

  /** How long it takes until the answer is there, waits that were asked for included. */
  private long timed(Caller caller, byte[] request, int wanted) throws IOException {
    long from = System.nanoTime();
    int status = caller.status(request);
    while (status == 503) {
      patience.incrementAndGet();
      status = caller.status(request);
    }
    if (status != wanted) {
      throw new IOException("the service answered " + status);
    }
    return System.nanoTime() - from;
  }

  private long cpuMillis() {
    return service.handle().info().totalCpuDuration().orElseThrow().toMillis();
  }

  private static void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "%s: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
        what,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6,
        nanos[nanos.length - 1] / 1e6);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    if (service != null) {
      service.close();
    }
    stack.close();
  }
}

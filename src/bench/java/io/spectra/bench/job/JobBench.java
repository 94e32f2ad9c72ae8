package io.spectra.bench.job;

import io.spectra.chaos.ServiceProcess;
import io.spectra.local.LaptopStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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
  private final Map<String, String> environment;
  private final ExecutorService threads = Executors.newFixedThreadPool(SUBMITTERS);
  private final AtomicInteger patience = new AtomicInteger();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

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
    ServiceProcess service = start("start with an empty log");
    submit(service, WARM, false);
    submit(service, JOBS - WARM, true);
    page(service, "");
    page(service, "&state=Open&operation=query");
    service.close();
    service = start("start after a clean stop");
    service.kill();
    start("start that restores " + JOBS + " jobs").close();
  }

  private ServiceProcess start(String what) throws IOException {
    long begin = System.nanoTime();
    ServiceProcess service =
        ServiceProcess.start(
            environment, LOG, System.getProperty("service", "-Xmx512m").split(" "));
    System.out.printf(
        "%s: ready in %d ms%n", what, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    return service;
  }

  private void submit(ServiceProcess service, int jobs, boolean counted) throws Exception {
    HttpRequest request =
        request(service, "")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(BODY))
            .build();
    long cpu = cpuMillis(service);
    long begin = System.nanoTime();
    long[] nanos = all(jobs, request, 201);
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (counted) {
      System.out.printf(
          "%d x POST by %d: %.0f a second, %.0f µs CPU each; %d times 503%n",
          jobs,
          SUBMITTERS,
          jobs / seconds,
          (cpuMillis(service) - cpu) * 1e3 / jobs,
          patience.get());
      print("POST /v1/bulk/jobs", nanos);
    }
  }

  private long[] all(int count, HttpRequest request, int status) throws Exception {
    long[] nanos = new long[count];
    AtomicInteger next = new AtomicInteger();
    var done =
        threads.invokeAll(
            java.util.Collections.nCopies(
                SUBMITTERS,
                () -> {
                  for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    nanos[i] = timed(request, status);
                  }
                  return null;
                }));
    for (var each : done) {
      each.get();
    }
    return nanos;
  }

  private void page(ServiceProcess service, String filters) throws Exception {
    HttpRequest request = request(service, "?limit=100" + filters).build();
    for (int i = 0; i < PAGES; i++) {
      timed(request, 200);
    }
    long[] nanos = new long[PAGES];
    for (int i = 0; i < PAGES; i++) {
      nanos[i] = timed(request, 200);
    }
    print("a page of 100 of " + JOBS + " jobs" + filters, nanos);
  }

  private long timed(HttpRequest request, int status) throws Exception {
    long from = System.nanoTime();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    while (response.statusCode() == 503) {
      patience.incrementAndGet();
      response = http.send(request, BodyHandlers.ofString());
    }
    long took = System.nanoTime() - from;
    if (response.statusCode() != status) {
      throw new IOException(response.statusCode() + " " + response.body());
    }
    return took;
  }

  private static HttpRequest.Builder request(ServiceProcess service, String query) {
    return HttpRequest.newBuilder(URI.create(service.api() + "/v1/bulk/jobs" + query))
        .header("Authorization", "Bearer spk_acme_demo")
        .header("X-Tenant-ID", "acme");
  }

  private static long cpuMillis(ServiceProcess service) {
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
    threads.shutdown();
    stack.close();
  }
}

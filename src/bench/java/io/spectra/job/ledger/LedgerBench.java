package io.spectra.job.ledger;

import io.spectra.auth.Secret;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.JobListing;
import io.spectra.job.JobState;
import io.spectra.job.NewJob;
import io.spectra.job.Operation;
import io.spectra.job.machine.Autostart;
import io.spectra.job.machine.Rules;
import io.spectra.local.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the ledger with a broker in the same process: submissions by 32 threads, a page among
 * all jobs of one tenant, a restart after a clean stop and one that restores everything.
 *
 * <p>Arguments: the number of jobs, 100,000 when absent.
 */
public final class LedgerBench {
  private static final int THREADS = 32;
  private static final NewJob JOB =
      new NewJob(
          "bench",
          Operation.QUERY,
          "sales",
          "SELECT * FROM sales WHERE year = 2024",
          ContentType.CSV,
          Compression.GZIP,
          "bench");

  private LedgerBench() {}

  public static void main(String[] args) throws Exception {
    int jobs = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory("ledger-bench");
    try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), 0)) {
      JobSettings settings = settings(broker.bootstrapServers(), folder.resolve("state"));
      try (JobLedger ledger = started("first start", settings)) {
        submit(ledger, jobs);
        page(ledger, Optional.empty());
        page(ledger, Optional.of(JobState.OPEN));
      }
      started("restart after a clean stop", settings).close();
      Files.delete(folder.resolve("state/clean-stop"));
      started("restart that restores " + jobs + " jobs", settings).close();
    }
  }

  private static JobLedger started(String what, JobSettings settings) {
    long begin = System.nanoTime();
    JobLedger ledger = new JobLedger(settings);
    ledger.start();
    while (!ledger.readiness().ready()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    System.out.printf("%s: ready in %d ms%n", what, millis(System.nanoTime() - begin));
    return ledger;
  }

  private static void submit(JobLedger ledger, int jobs) throws InterruptedException {
    long[] nanos = new long[jobs];
    AtomicInteger next = new AtomicInteger();
    ExecutorService submitters = Executors.newFixedThreadPool(THREADS);
    long begin = System.nanoTime();
    for (int thread = 0; thread < THREADS; thread++) {
      submitters.execute(
          () -> {
            for (int job = next.getAndIncrement(); job < jobs; job = next.getAndIncrement()) {
              long from = System.nanoTime();
              ledger.gateway().submit(JOB);
              nanos[job] = System.nanoTime() - from;
            }
          });
    }
    submitters.shutdown();
    submitters.awaitTermination(10, TimeUnit.MINUTES);
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf("%d submissions by %d: %.0f a second%n", jobs, THREADS, jobs / seconds);
    print("a submission", Arrays.copyOfRange(nanos, jobs / 10, jobs));
  }

  private static void page(JobLedger ledger, Optional<JobState> state) {
    long[] nanos = new long[500];
    for (int count = 0; count < nanos.length; count++) {
      long from = System.nanoTime();
      ledger.reads().list(new JobListing("bench", state, Optional.empty(), 100, Optional.empty()));
      nanos[count] = System.nanoTime() - from;
    }
    print("a page of 100, state " + state, nanos);
  }

  private static void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "%s: p50 %.1f ms, p99 %.1f ms%n",
        what, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  private static JobSettings settings(String brokers, Path folder) {
    return new JobSettings(
        Map.of("bootstrap.servers", brokers),
        folder,
        "spectra-ledger",
        Optional.empty(),
        Optional.empty(),
        0,
        Duration.ofMillis(100),
        new Rules(
            Autostart.of("never"),
            Duration.ofSeconds(15),
            5,
            Duration.ofMinutes(30),
            Duration.ofHours(24),
            Duration.ofDays(7),
            Duration.ofHours(24),
            Duration.ofHours(24),
            5),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Optional.of(new Secret("bench")),
        true,
        Optional.empty());
  }
}

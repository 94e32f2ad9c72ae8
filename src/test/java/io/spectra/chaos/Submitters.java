package io.spectra.chaos;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Callers that submit small exports of each tenant, and read all, until they are closed. */
final class Submitters implements AutoCloseable {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

  private final ChaosJobs jobs;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<CompletableFuture<Void>> callers;
  private volatile boolean closed;

  Submitters(ChaosJobs jobs) {
    this.jobs = jobs;
    callers =
        Stream.concat(
                ChaosJobs.TENANTS.stream()
                    .<Runnable>map(tenant -> () -> jobs.submit(tenant, ChaosJobs.Size.SMALL)),
                Stream.of(jobs::readAll))
            .map(step -> CompletableFuture.runAsync(() -> repeat(step), threads))
            .toList();
  }

  private void repeat(Runnable step) {
    while (!closed) {
      step.run();
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** Waits until so many more jobs are accepted. */
  void accepted(int more) {
    int wanted = jobs.count() + more;
    await("jobs are accepted again")
        .atMost(Duration.ofSeconds(60))
        .until(() -> jobs.count() >= wanted);
  }

  @Override
  public void close() {
    closed = true;
    callers.forEach(CompletableFuture::join);
    threads.shutdown();
  }
}

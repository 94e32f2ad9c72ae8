package io.spectra.job.ledger;

import static org.awaitility.Awaitility.await;

import io.spectra.job.NewJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that submits jobs, prints the id of each that was acknowledged, and is gone
 * as if by kill -9. Its commit interval, as long as a transaction may be, leaves what it applied
 * uncommitted; its jobs are so large that the store has written them to disk all the same.
 */
final class HaltedSubmitter {
  private static final int JOBS = 100;
  private static final int SQL_BYTES = 100_000;

  private HaltedSubmitter() {}

  /** Arguments: the broker's address, the state folder. */
  public static void main(String[] args) throws InterruptedException {
    JobLedger ledger =
        new JobLedger(
            Given.settings(
                args[0], Path.of(args[1]), Given.rules("0s", JOBS), Duration.ofSeconds(10)));
    ledger.start();
    await().atMost(Duration.ofSeconds(60)).until(() -> ledger.readiness().ready());
    NewJob job = Given.query("crash", "SELECT '" + "x".repeat(SQL_BYTES) + "'");
    // The commit that a first one asks for is over, and the next one is not due so soon.
    ledger.gateway().submit(Given.query("before"));
    try (TopicReader tasks = new TopicReader(args[0], Topic.TASKS)) {
      await().until(() -> !tasks.records().isEmpty());
    }
    ExecutorService submitters = Executors.newFixedThreadPool(JOBS);
    for (int count = 0; count < JOBS; count++) {
      submitters.execute(() -> System.out.println("id:" + ledger.gateway().submit(job).id()));
    }
    submitters.shutdown();
    submitters.awaitTermination(1, TimeUnit.MINUTES);
    System.out.flush();
    Runtime.getRuntime().halt(137);
  }
}

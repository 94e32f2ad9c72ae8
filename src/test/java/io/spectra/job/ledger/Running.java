package io.spectra.job.ledger;

import static org.awaitility.Awaitility.await;

import io.spectra.job.Attempt;
import io.spectra.job.Job;
import io.spectra.job.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One running ledger for all tests of this JVM: several on one broker would share its partitions.
 * Each test takes a tenant of its own.
 */
final class Running {
  private static final class Shared {
    static final JobLedger LEDGER = start();
  }

  /** A tenant that may have two jobs dispatched, where all others may have five. */
  static final String NARROW = "narrow";

  private Running() {}

  static JobLedger ledger() {
    return Shared.LEDGER;
  }

  static Job find(Job job) {
    return ledger().reads().find(job.tenant(), job.id()).orElseThrow();
  }

  static Lease claim(Job job, int attempt) {
    return ledger().work().claim(new Attempt(job.tenant(), job.id(), attempt)).orElseThrow();
  }

  private static JobLedger start() {
    JobLedger ledger =
        new JobLedger(
            Given.settings(Broker.address(), folder(), Given.rules("5s", 5)),
            tenant -> tenant.equals(NARROW) ? 2 : 5,
            (peer, question, traceparent) ->
                CompletableFuture.failedFuture(new IllegalStateException()));
    ledger.start();
    await().atMost(Duration.ofSeconds(60)).until(() -> ledger.readiness().ready());
    Broker.beforeClose(ledger::close);
    return ledger;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("ledger-state");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.spectra.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Attempt;
import io.spectra.job.Job;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import io.spectra.job.Lease;
import io.spectra.job.Move;
import io.spectra.job.NewQuery;
import io.spectra.job.SyncQuery;
import io.spectra.local.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerRestartTest {
  private static final JobResult RESULT = new JobResult("exports/a/b/2/c.csv", 12, 3, 0, null);

  @TempDir Path folder;

  @Test
  @DisplayName(
      "R-041: while the broker is away workers stop and callers get 503; then all goes on, and"
          + " what was asked meanwhile is known")
  void brokerAway() throws Exception {
    KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), 0);
    String address = broker.bootstrapServers();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    try (JobLedger ledger = started(address)) {
      Job job = ledger.gateway().submit(Given.query("acme"));
      ledger.gateway().move("acme", job.id(), Move.START, "r");
      Attempt first = new Attempt("acme", job.id(), 1);
      try (Lease lease = ledger.work().claim(first).orElseThrow()) {
        broker.close();
        await().atMost(Duration.ofSeconds(5)).until(lease::lost);
      }
      String asked = query(ledger);
      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(Failure.class)
            .isThrownBy(() -> ledger.gateway().submit(Given.query("acme")))
            .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE));
      }

      broker = KafkaBroker.start(folder.resolve("kafka"), port);
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(Failure.class)
          .until(() -> find(ledger, job).attempt() == 2);
      try (Lease second = ledger.work().claim(new Attempt("acme", job.id(), 2)).orElseThrow()) {
        second.complete(RESULT);
      }
      assertThat(find(ledger, job).state()).isEqualTo(JobState.JOB_COMPLETE);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(ledger.reads().find("acme", asked)).isPresent());
    } finally {
      broker.close();
    }
  }

  /** A query that the warehouse answers meanwhile. */
  private static String query(JobLedger ledger) {
    try (SyncQuery query =
        ledger.queries().begin(new NewQuery("acme", "SELECT 1", Duration.ZERO, null, "r"))) {
      assertThat(query.completed(new JobResult(null, 0, 1, 0, null), null)).isCompleted();
      return query.id();
    }
  }

  private JobLedger started(String address) {
    JobLedger ledger =
        new JobLedger(Given.settings(address, folder.resolve("state"), Given.rules()));
    ledger.start();
    await().atMost(Duration.ofSeconds(60)).until(() -> ledger.readiness().ready());
    return ledger;
  }

  private static Job find(JobLedger ledger, Job job) {
    return ledger.reads().find(job.tenant(), job.id()).orElseThrow();
  }
}

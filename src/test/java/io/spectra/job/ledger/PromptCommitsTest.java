package io.spectra.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.job.Job;
import io.spectra.job.Move;
import io.spectra.local.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for a commit does not wait for its interval. */
class PromptCommitsTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  @DisplayName("R-083 a worker has its task, and a client the end of its job, before the interval")
  void comeAtOnce() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), 0);
        JobLedger ledger =
            new JobLedger(
                Given.settings(
                    broker.bootstrapServers(),
                    folder.resolve("state"),
                    Given.rules("0s", 5),
                    INTERVAL))) {
      ledger.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> ledger.readiness().ready());
      long begun = System.nanoTime();
      Job job = ledger.gateway().submit(Given.query("hurried"));
      try (TopicReader tasks = new TopicReader(broker.bootstrapServers(), Topic.TASKS);
          TopicReader events = new TopicReader(broker.bootstrapServers(), Topic.EVENTS)) {
        await().atMost(INTERVAL).until(() -> !tasks.attempts().isEmpty());
        assertThat(System.nanoTime() - begun).isLessThan(INTERVAL.dividedBy(3).toNanos());

        // Not for each of many: that much lies between two of them.
        await().pollDelay(INTERVAL.dividedBy(5)).until(() -> true);
        begun = System.nanoTime();
        ledger.gateway().move("hurried", job.id(), Move.ABORT, "r");
        await().atMost(INTERVAL).until(() -> events.states(job.id()).contains("Aborted"));
        assertThat(System.nanoTime() - begun).isLessThan(INTERVAL.dividedBy(3).toNanos());
      }
    }
  }
}

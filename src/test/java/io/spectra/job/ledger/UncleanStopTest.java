package io.spectra.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.job.Attempt;
import io.spectra.job.Job;
import io.spectra.local.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of acknowledged jobs after a process was killed (KAFKA-20685). */
class UncleanStopTest {
  @TempDir Path folder;

  @Test
  @DisplayName(
      "R-041: after kill -9 before any commit, every acknowledged job has its task and its copy")
  void nothingLost() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), 0)) {
      String address = broker.bootstrapServers();
      List<String> acknowledged = submitAndHalt(address);
      assertThat(acknowledged).hasSize(100);
      assertThat(tasks(address)).as("committed so far").hasSizeLessThan(100);

      List<Job> replayed = restart(address, acknowledged);
      await()
          .untilAsserted(
              () -> assertThat(tasks(address)).containsExactlyInAnyOrderElementsOf(acknowledged));

      // Without its own copy the store can come from the changelog alone.
      Files.delete(folder.resolve("state/clean-stop"));
      assertThat(restart(address, acknowledged)).isEqualTo(replayed);
      assertThat(tasks(address)).hasSameSizeAs(acknowledged);
    }
  }

  private List<String> submitAndHalt(String address) throws Exception {
    Path output = folder.resolve("output");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HaltedSubmitter.class.getName(),
                address,
                folder.resolve("state").toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    try (var lines = Files.lines(output)) {
      return lines
          .filter(line -> line.startsWith("id:"))
          .map(line -> line.substring(3))
          .collect(Collectors.toList());
    }
  }

  private List<Job> restart(String address, List<String> ids) {
    try (JobLedger ledger =
        new JobLedger(Given.settings(address, folder.resolve("state"), Given.rules("0s", 100)))) {
      ledger.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> ledger.readiness().ready());
      // What is not there is only said once the log is applied to its end.
      assertThat(ledger.reads().find("crash", "none")).isEmpty();
      return ids.stream()
          .map(id -> ledger.reads().find("crash", id).orElseThrow())
          .collect(Collectors.toList());
    }
  }

  /** Of the jobs that were acknowledged, as far as it is committed. */
  private static List<String> tasks(String address) {
    try (TopicReader reader = new TopicReader(address, Topic.TASKS)) {
      List<Attempt> all = reader.attempts();
      for (int last = -1; last < all.size(); all = reader.attempts()) {
        last = all.size();
      }
      return all.stream()
          .filter(attempt -> attempt.tenant().equals("crash"))
          .map(Attempt::job)
          .collect(Collectors.toList());
    }
  }
}

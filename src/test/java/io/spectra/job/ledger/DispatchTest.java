package io.spectra.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.job.Attempt;
import io.spectra.job.Job;
import io.spectra.job.JobListing;
import io.spectra.job.JobState;
import io.spectra.job.Move;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When jobs are handed to the workers; five of a tenant at a time. */
class DispatchTest {
  private final JobLedger ledger = Running.ledger();

  @Test
  @DisplayName("R-085: a sixth job waits until one of five has ended, and delays no other tenant")
  void concurrency() {
    List<Job> jobs = new ArrayList<>();
    for (int count = 0; count < 8; count++) {
      jobs.add(started("busy"));
    }
    Job other = started("idle");
    try (TopicReader tasks = new TopicReader(Broker.address(), Topic.TASKS)) {
      await().untilAsserted(() -> assertThat(dispatched(tasks, "idle")).contains(other.id()));
      assertThat(dispatched(tasks, "busy"))
          .containsExactlyInAnyOrderElementsOf(ids(jobs.subList(0, 5)));

      ledger.gateway().move("busy", jobs.get(2).id(), Move.ABORT, "r");
      await()
          .untilAsserted(
              () ->
                  assertThat(dispatched(tasks, "busy"))
                      .containsExactlyInAnyOrderElementsOf(ids(jobs.subList(0, 6))));
    }
  }

  @Test
  @DisplayName("R-085: a tenant's own limit holds in place of the deployment's")
  void ownLimit() {
    List<Job> jobs = new ArrayList<>();
    for (int count = 0; count < 4; count++) {
      jobs.add(started(Running.NARROW));
    }
    try (TopicReader tasks = new TopicReader(Broker.address(), Topic.TASKS)) {
      await()
          .untilAsserted(
              () ->
                  assertThat(dispatched(tasks, Running.NARROW))
                      .containsExactlyInAnyOrderElementsOf(ids(jobs.subList(0, 2))));
      ledger.gateway().move(Running.NARROW, jobs.get(0).id(), Move.ABORT, "r");
      await()
          .untilAsserted(
              () ->
                  assertThat(dispatched(tasks, Running.NARROW))
                      .containsExactlyInAnyOrderElementsOf(ids(jobs.subList(0, 3))));
    }
  }

  @Test
  @DisplayName("R-085: a thousand jobs of one tenant do not delay another's first")
  void fairness() {
    IntStream.range(0, 1_000)
        .parallel()
        .forEach(count -> ledger.gateway().submit(Given.query("flood", "SELECT " + count)));
    page("flood").forEach(job -> ledger.gateway().move("flood", job.id(), Move.START, "r"));
    Job other = started("modest");
    try (TopicReader tasks = new TopicReader(Broker.address(), Topic.TASKS)) {
      await().untilAsserted(() -> assertThat(dispatched(tasks, "modest")).contains(other.id()));
      assertThat(dispatched(tasks, "flood")).hasSize(5);
    }
  }

  private List<Job> page(String tenant) {
    return ledger
        .reads()
        .list(new JobListing(tenant, Optional.empty(), Optional.empty(), 100, Optional.empty()))
        .jobs();
  }

  @Test
  @DisplayName("R-052: a query job that nobody touches starts by itself after five seconds")
  void autostart() {
    Job query = ledger.gateway().submit(Given.query("patient"));
    Job insert = ledger.gateway().submit(Given.insert("patient"));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Running.find(query).state() == JobState.UPLOAD_COMPLETE);
    Duration waited = Duration.between(query.createdAt(), Running.find(query).updatedAt());
    assertThat(waited).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(8));
    assertThat(Running.find(insert).state()).isEqualTo(JobState.OPEN);
  }

  private Job started(String tenant) {
    Job job = ledger.gateway().submit(Given.query(tenant));
    return ledger.gateway().move(tenant, job.id(), Move.START, "r");
  }

  private static List<String> dispatched(TopicReader tasks, String tenant) {
    return tasks.attempts().stream()
        .filter(attempt -> attempt.tenant().equals(tenant))
        .map(Attempt::job)
        .collect(Collectors.toList());
  }

  private static List<String> ids(List<Job> jobs) {
    return jobs.stream().map(Job::id).collect(Collectors.toList());
  }
}

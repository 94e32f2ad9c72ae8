package io.spectra.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Begun;
import io.spectra.job.IdempotencyKey;
import io.spectra.job.Job;
import io.spectra.job.JobError;
import io.spectra.job.JobListing;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import io.spectra.job.Move;
import io.spectra.job.NewQuery;
import io.spectra.job.SyncQuery;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SyncQueriesTest {
  private static final String TENANT = "asker";

  private final JobLedger ledger = Running.ledger();

  @Test
  @DisplayName("R-020, R-041: a recorded sync query is found by its own id and by the warehouse's")
  void completed() {
    try (SyncQuery query = begin()) {
      query.recorded().toCompletableFuture().join();
      assertThat(find(query.id()).state()).isEqualTo(JobState.IN_PROGRESS);
      assertThat(find(query.id()).query()).isEqualTo("SELECT 1");
      query.completed(new JobResult(null, 0, 3, 0, "4711"), null).toCompletableFuture().join();
      assertThat(find(query.id()).state()).isEqualTo(JobState.JOB_COMPLETE);
      assertThat(find("4711").id()).isEqualTo(query.id());
      assertThat(ledger.reads().find("acme", "4711")).isEmpty();
    }
  }

  @Test
  @DisplayName("R-041: a query is found, and found ended, the moment its end was taken")
  void atOnce() {
    for (int i = 0; i < 200; i++) {
      try (SyncQuery query = begin()) {
        assertThat(query.completed(new JobResult(null, 0, i, 0, "at-once-" + i), null))
            .as("nothing is waited for")
            .isCompleted();
        Job job = find(i % 2 == 0 ? query.id() : "at-once-" + i);
        assertThat(job.state()).isEqualTo(JobState.JOB_COMPLETE);
        assertThat(job.processed()).isEqualTo(i);
      }
    }
  }

  @Test
  @DisplayName("R-041: a query that was seen running is found ended the moment its end was taken")
  void endedWhileWatched() {
    for (int i = 0; i < 20; i++) {
      try (SyncQuery query = begin()) {
        assertThat(find(query.id()).state()).isEqualTo(JobState.IN_PROGRESS);
        query.completed(new JobResult(null, 0, 1, 0, null), null).toCompletableFuture().join();
        assertThat(find(query.id()).state()).isEqualTo(JobState.JOB_COMPLETE);
      }
    }
  }

  @Test
  @DisplayName("R-042, R-043: the answer of a query without a key is kept; that it ended is known")
  void endedUnwatched() {
    byte[] answer = {'{', 0, -1, '}'};
    try (SyncQuery query = begin()) {
      assertThat(query.completed(new JobResult(null, 4, 1, 0, null), answer)).isCompleted();
      assertThat(find(query.id()).result().sizeBytes()).isEqualTo(4);
      assertThat(ledger.reads().answer(TENANT, query.id()).orElseThrow()).isEqualTo(answer);
      assertThat(ledger.reads().answer("acme", query.id())).isEmpty();
      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() -> ledger.gateway().move(TENANT, query.id(), Move.CANCEL, "r"))
          .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT));
    }
  }

  @Test
  @DisplayName("R-043: a query that lasts is recorded by itself, for other instances to see")
  void lasting() {
    try (SyncQuery query = begin()) {
      await()
          .atMost(Duration.ofSeconds(5))
          .ignoreExceptions()
          .until(() -> ledger.gateway().move(TENANT, query.id(), Move.CANCEL, "r") != null);
    }
  }

  @Test
  @DisplayName("R-040: a failed query says why")
  void failed() {
    JobError error = new JobError("INVALID_SQL", "There is no such table.");
    try (SyncQuery query = begin()) {
      query.failed(error).toCompletableFuture().join();
      assertThat(find(query.id()).error()).isEqualTo(error);
    }
  }

  @Test
  @DisplayName("R-043: cancelling a sync query stops it within a second")
  void cancelled() {
    AtomicBoolean stopped = new AtomicBoolean();
    try (SyncQuery query = begin()) {
      query.onCancelled(() -> stopped.set(true));
      query.recorded().toCompletableFuture().join();
      ledger.gateway().move(TENANT, query.id(), Move.CANCEL, "r");
      await().atMost(Duration.ofSeconds(1)).untilTrue(stopped);
      assertThat(find(query.id()).state()).isEqualTo(JobState.ABORTED);
    }
  }

  @Test
  @DisplayName("R-042, R-030: a query's answer is kept with its record, and given to its key")
  void answers() {
    IdempotencyKey key = new IdempotencyKey("k", "hash");
    NewQuery asked = new NewQuery(TENANT, "SELECT 1", Duration.ofSeconds(60), key, "request-1");
    byte[] answer = {'{', 0, -1, '}'};
    Begun.First first = (Begun.First) ledger.queries().beginOnce(asked);
    try (SyncQuery query = first.query()) {
      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() -> ledger.queries().beginOnce(asked))
          .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT))
          .satisfies(failure -> assertThat(failure.retryAfter()).isPresent());
      query.completed(new JobResult(null, 4, 1, 0, null), answer).toCompletableFuture().join();
    }
    Begun.Again again = (Begun.Again) ledger.queries().beginOnce(asked);
    assertThat(again.job().id()).isEqualTo(first.query().id());
    assertThat(ledger.reads().answer(TENANT, again.job().id()).orElseThrow()).isEqualTo(answer);
    assertThat(ledger.reads().answer("acme", again.job().id())).isEmpty();
  }

  @Test
  @DisplayName("R-084: a queued query is QUEUED until it is started")
  void queued() {
    NewQuery asked = new NewQuery(TENANT, "SELECT 1", Duration.ofSeconds(60), null, "request-1");
    Begun.First first = (Begun.First) ledger.queries().queue(asked, Duration.ofMinutes(1));
    try (SyncQuery query = first.query()) {
      assertThat(find(query.id()).state()).isEqualTo(JobState.OPEN);
      query.started().toCompletableFuture().join();
      assertThat(find(query.id()).state()).isEqualTo(JobState.IN_PROGRESS);
      assertThat(find(query.id()).startedAt()).isNotNull();
    }
  }

  @Test
  @DisplayName("R-062: sync queries are not among the bulk jobs")
  void notListed() {
    try (SyncQuery query = begin()) {
      query.recorded().toCompletableFuture().join();
    }
    JobListing all =
        new JobListing(TENANT, Optional.empty(), Optional.empty(), 25, Optional.empty());
    assertThat(ledger.reads().list(all).jobs()).isEmpty();
  }

  private SyncQuery begin() {
    return ledger
        .queries()
        .begin(new NewQuery(TENANT, "SELECT 1", Duration.ofSeconds(60), null, "request-1"));
  }

  private Job find(String id) {
    return ledger.reads().find(TENANT, id).orElseThrow();
  }
}

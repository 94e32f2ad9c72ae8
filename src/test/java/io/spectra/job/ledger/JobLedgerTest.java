package io.spectra.job.ledger;

import static io.spectra.job.ledger.Running.claim;
import static io.spectra.job.ledger.Running.find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import io.spectra.job.Lease;
import io.spectra.job.Move;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The ledger on a real broker. */
class JobLedgerTest {
  private static final JobResult RESULT = new JobResult("exports/a/b/1/c.csv", 12, 3, 0, "77");

  private final JobLedger ledger = Running.ledger();

  @Test
  @DisplayName(
      "R-041, R-051: a job is submitted, started, claimed, completed, and read at each step")
  void wholeLife() {
    Job submitted = ledger.gateway().submit(Given.query("acme"));
    assertThat(find(submitted).state()).isEqualTo(JobState.OPEN);

    ledger.gateway().move("acme", submitted.id(), Move.START, "request-2");
    try (Lease lease = claim(submitted, 1)) {
      assertThat(find(submitted).state()).isEqualTo(JobState.IN_PROGRESS);
      lease.complete(RESULT);
    }

    assertThat(find(submitted).state()).isEqualTo(JobState.JOB_COMPLETE);
    assertThat(find(submitted).result()).isEqualTo(RESULT);
    try (TopicReader events = new TopicReader(Broker.address(), Topic.EVENTS)) {
      await()
          .untilAsserted(
              () ->
                  assertThat(events.states(submitted.id()))
                      .containsExactly("Open", "UploadComplete", "InProgress", "JobComplete"));
    }
  }

  @Test
  @DisplayName("R-006: the request's id stands on the task that the request causes")
  void requestIds() {
    Job submitted = ledger.gateway().submit(Given.query("acme"));
    ledger.gateway().move("acme", submitted.id(), Move.START, "request-start");
    try (TopicReader tasks = new TopicReader(Broker.address(), Topic.TASKS)) {
      await()
          .untilAsserted(
              () ->
                  assertThat(tasks.records())
                      .filteredOn(task -> new String(task.value()).contains(submitted.id()))
                      .singleElement()
                      .satisfies(
                          task ->
                              assertThat(RequestIds.of(task.headers(), null))
                                  .isEqualTo("request-start")));
    }
  }

  @Test
  @DisplayName("R-006: every command about a job carries the id of a request")
  void requestIdsOfCommands() {
    Job submitted = ledger.gateway().submit(Given.query("acme"));
    ledger.gateway().move("acme", submitted.id(), Move.START, "request-start");
    try (Lease lease = claim(submitted, 1)) {
      lease.complete(RESULT);
    }
    try (TopicReader commands = new TopicReader(Broker.address(), Topic.COMMANDS)) {
      await()
          .untilAsserted(
              () ->
                  assertThat(commands.records())
                      .filteredOn(command -> new String(command.value()).contains(submitted.id()))
                      .extracting(command -> RequestIds.of(command.headers(), null))
                      .containsExactly("request-1", "request-start", "request-1", "request-1"));
    }
  }

  @Test
  @DisplayName("R-008: what a tenant does not have is not there, once the log is read to its end")
  void foreignJob() {
    Job submitted = ledger.gateway().submit(Given.query("acme"));
    assertThat(ledger.reads().find("globex", submitted.id())).isEmpty();
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> ledger.gateway().move("globex", submitted.id(), Move.ABORT, "r"))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  @DisplayName("R-051: a move that the state does not allow is refused with that state")
  void illegalMove() {
    Job submitted = ledger.gateway().submit(Given.query("acme"));
    ledger.gateway().move("acme", submitted.id(), Move.ABORT, "r");
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> ledger.gateway().move("acme", submitted.id(), Move.START, "r"))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT))
        .satisfies(failure -> assertThat(failure.details()).containsEntry("state", "Aborted"));
    assertThat(ledger.gateway().move("acme", submitted.id(), Move.ABORT, "r").state())
        .isEqualTo(JobState.ABORTED);
  }

  @Test
  @DisplayName("R-043: a worker hears within a second that its job was aborted")
  void abortReachesWorker() {
    Job submitted = ledger.gateway().submit(Given.query("acme"));
    ledger.gateway().move("acme", submitted.id(), Move.START, "r");
    AtomicBoolean stopped = new AtomicBoolean();
    try (Lease lease = claim(submitted, 1)) {
      lease.onLost(() -> stopped.set(true));
      ledger.gateway().move("acme", submitted.id(), Move.CANCEL, "r");
      await().atMost(Duration.ofSeconds(1)).untilTrue(stopped);
      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() -> lease.complete(RESULT))
          .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT));
    }
    assertThat(find(submitted).state()).isEqualTo(JobState.ABORTED);
  }

  @Test
  @DisplayName("R-057: counts told to a lease are seen while the job runs, and keep it alive")
  void heartbeats() {
    Job submitted = ledger.gateway().submit(Given.query("acme"));
    ledger.gateway().move("acme", submitted.id(), Move.START, "r");
    try (Lease lease = claim(submitted, 1)) {
      for (int count = 1; count <= 4; count++) {
        long processed = count * 1000L;
        lease.progress(processed, 1, processed * 10);
        await().until(() -> find(submitted).processed() == processed);
      }
      assertThat(lease.lost()).isFalse();
      assertThat(find(submitted).attempt()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName(
      "a lease that goes silent is given to another attempt, and its late result is refused")
  void expiry() {
    Job submitted = ledger.gateway().submit(Given.query("acme"));
    ledger.gateway().move("acme", submitted.id(), Move.START, "r");
    Lease silent = claim(submitted, 1);
    silent.close();
    await().atMost(Duration.ofSeconds(10)).until(() -> find(submitted).attempt() == 2);
    try (Lease second = claim(submitted, 2)) {
      assertThatExceptionOfType(Failure.class).isThrownBy(() -> silent.complete(RESULT));
      second.complete(RESULT);
    }
    assertThat(find(submitted).attempt()).isEqualTo(2);
  }
}

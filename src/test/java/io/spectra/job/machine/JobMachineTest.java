package io.spectra.job.machine;

import static io.spectra.job.machine.Given.JOB;
import static io.spectra.job.machine.Given.RESULT;
import static io.spectra.job.machine.Given.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.failure.ErrorCode;
import io.spectra.job.Attempt;
import io.spectra.job.JobError;
import io.spectra.job.JobState;
import io.spectra.job.Operation;
import io.spectra.job.UploadedPart;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JobMachineTest {
  private final Log log = new Log(Given.rules("5s"));

  @Test
  @DisplayName("R-051: a job goes Open, UploadComplete, InProgress, JobComplete")
  void wholeLife() {
    log.apply(Given.submit(Operation.QUERY));
    assertThat(log.job().state()).isEqualTo(JobState.OPEN);
    log.apply(new Start(TENANT, JOB));
    assertThat(log.job().state()).isEqualTo(JobState.UPLOAD_COMPLETE);
    log.apply(new Claim(TENANT, JOB, 1, "w1"));
    assertThat(log.job().state()).isEqualTo(JobState.IN_PROGRESS);
    log.apply(new Complete(TENANT, JOB, 1, "w1", RESULT));
    assertThat(log.job().state()).isEqualTo(JobState.JOB_COMPLETE);
    assertThat(log.job().processed()).isEqualTo(RESULT.processed());
    assertThat(log.job().endedAt()).isEqualTo(log.now());
  }

  @Test
  @DisplayName("R-051: a started job has exactly one task, for its first attempt")
  void oneTask() {
    log.apply(Given.submit(Operation.QUERY));
    log.apply(new Start(TENANT, JOB));
    log.apply(new Start(TENANT, JOB));
    assertThat(log.decisions())
        .flatExtracting(Decision::tasks)
        .containsExactly(new Attempt(TENANT, JOB, 1));
  }

  @Test
  @DisplayName(
      "R-051: starting again what is at work changes nothing, starting what ended is refused")
  void startAgain() {
    started();
    log.apply(new Claim(TENANT, JOB, 1, "w1"));
    assertThat(log.apply(new Start(TENANT, JOB)).answer().accepted()).isTrue();
    log.apply(new Cancel(TENANT, JOB, true));
    assertThat(log.apply(new Start(TENANT, JOB)).answer().refusal()).isEqualTo(ErrorCode.CONFLICT);
  }

  @Test
  @DisplayName("R-043: aborting again is accepted, deleting again is refused")
  void cancelAgain() {
    log.apply(Given.submit(Operation.INSERT));
    log.apply(new Cancel(TENANT, JOB, false));
    assertThat(log.apply(new Cancel(TENANT, JOB, true)).answer().accepted()).isTrue();
    assertThat(log.apply(new Cancel(TENANT, JOB, false)).answer().accepted()).isFalse();
  }

  @Test
  @DisplayName("R-052: with 0s a query job starts as it is submitted, and is answered as Open")
  void autostartAtOnce() {
    Log atOnce = new Log(Given.rules("0s"));
    Decision decision = atOnce.apply(Given.submit(Operation.QUERY));
    assertThat(decision.answer().job().state()).isEqualTo(JobState.OPEN);
    assertThat(decision.events())
        .extracting(event -> event.job().state())
        .containsExactly(JobState.OPEN, JobState.UPLOAD_COMPLETE);
    assertThat(atOnce.entry().active()).isTrue();
  }

  @Test
  @DisplayName(
      "R-052: an untouched query job is due to start after the time set, an ingest job never")
  void autostartLater() {
    log.apply(Given.submit(Operation.QUERY));
    assertThat(Due.next(log.entry(), Given.rules("5s")))
        .contains(new Due(Given.T0.plusSeconds(5), new Start(TENANT, JOB)));
    assertThat(Due.next(log.entry(), Given.rules("never")).orElseThrow().command())
        .isEqualTo(new TimeOut(TENANT, JOB));
    Log ingest = new Log(Given.rules("0s"));
    ingest.apply(Given.submit(Operation.INSERT));
    assertThat(ingest.job().state()).isEqualTo(JobState.OPEN);
    assertThat(Due.next(ingest.entry(), Given.rules("0s")).orElseThrow().command())
        .isEqualTo(new TimeOut(TENANT, JOB));
  }

  @Test
  @DisplayName("a second worker does not get the attempt; the first gets it again")
  void claims() {
    started();
    assertThat(log.apply(new Claim(TENANT, JOB, 1, "w1")).answer().accepted()).isTrue();
    assertThat(log.apply(new Claim(TENANT, JOB, 1, "w2")).answer().accepted()).isFalse();
    assertThat(log.apply(new Claim(TENANT, JOB, 1, "w1")).answer().accepted()).isTrue();
  }

  @Test
  @DisplayName("an expired lease gives the job to a new attempt and fences the old worker off")
  void expiry() {
    started();
    log.apply(new Claim(TENANT, JOB, 1, "w1"));
    assertThat(log.apply(new ExpireLease(TENANT, JOB, 1)).answer().accepted()).isFalse();
    Decision expired = log.after(Duration.ofSeconds(15)).apply(new ExpireLease(TENANT, JOB, 1));
    assertThat(expired.tasks()).containsExactly(new Attempt(TENANT, JOB, 2));
    assertThat(log.job().state()).isEqualTo(JobState.IN_PROGRESS);
    assertThat(log.apply(new Heartbeat(TENANT, JOB, 1, "w1", 5, 0, 0)).answer().accepted())
        .isFalse();
    assertThat(log.apply(new Complete(TENANT, JOB, 1, "w1", RESULT)).answer().accepted()).isFalse();
    assertThat(log.apply(new Claim(TENANT, JOB, 1, "w1")).answer().accepted()).isFalse();
    assertThat(log.apply(new Claim(TENANT, JOB, 2, "w2")).answer().accepted()).isTrue();
  }

  @Test
  @DisplayName("a heartbeat puts the end of the lease off")
  void heartbeat() {
    started();
    log.apply(new Claim(TENANT, JOB, 1, "w1"));
    log.after(Duration.ofSeconds(10)).apply(new Heartbeat(TENANT, JOB, 1, "w1", 5, 1, 90));
    assertThat(log.entry().leaseUntil()).isEqualTo(log.now().plusSeconds(15));
    assertThat(log.job().processed()).isEqualTo(5);
    assertThat(log.job().failed()).isEqualTo(1);
    assertThat(log.job().bytes()).isEqualTo(90);
  }

  @Test
  @DisplayName("after five silent workers the job fails and names what became of each attempt")
  void givenUp() {
    started();
    for (int attempt = 1; attempt <= 5; attempt++) {
      log.apply(new Claim(TENANT, JOB, attempt, "w" + attempt));
      log.after(Duration.ofSeconds(15)).apply(new ExpireLease(TENANT, JOB, attempt));
    }
    assertThat(log.job().state()).isEqualTo(JobState.FAILED);
    assertThat(log.job().error().message()).contains("attempt 1", "attempt 5");
  }

  @Test
  @DisplayName(
      "a worker that leaves has its attempt dispatched again at once, as often as it likes")
  void givenBack() {
    started();
    for (int attempt = 1; attempt <= 6; attempt++) {
      log.apply(new Claim(TENANT, JOB, attempt, "w1"));
      Decision decision = log.apply(new GiveBack(TENANT, JOB, attempt, "w1", null));
      assertThat(decision.tasks()).containsExactly(new Attempt(TENANT, JOB, attempt + 1));
      assertThat(log.apply(new Complete(TENANT, JOB, attempt, "w1", RESULT)).answer().accepted())
          .isFalse();
    }
    assertThat(log.entry().reasons()).isEmpty();
    assertThat(log.job().state()).isEqualTo(JobState.IN_PROGRESS);
  }

  @Test
  @DisplayName("only the worker that holds the attempt can give it back")
  void givenBackByAnother() {
    started();
    assertThat(log.apply(new GiveBack(TENANT, JOB, 1, "w1", null)).answer().accepted()).isFalse();
    log.apply(new Claim(TENANT, JOB, 1, "w1"));
    assertThat(log.apply(new GiveBack(TENANT, JOB, 1, "w2", null)).answer().accepted()).isFalse();
    log.apply(new Cancel(TENANT, JOB, true));
    assertThat(log.apply(new GiveBack(TENANT, JOB, 1, "w1", null)).answer().accepted()).isFalse();
  }

  @Test
  @DisplayName("what may pass is tried again after a pause that grows, and fails after five times")
  void triedAgain() {
    JobError gone = new JobError("UNAVAILABLE", "The warehouse cannot be reached.");
    started();
    int pause = 2;
    for (int attempt = 1; attempt <= 4; attempt++, pause *= 5) {
      log.apply(new Claim(TENANT, JOB, attempt, "w1"));
      assertThat(log.apply(new GiveBack(TENANT, JOB, attempt, "w1", gone)).tasks()).isEmpty();
      Redispatch again = new Redispatch(TENANT, JOB, attempt + 1);
      assertThat(log.apply(again).tasks()).isEmpty();
      assertThat(log.after(Duration.ofSeconds(pause)).apply(again).tasks())
          .containsExactly(new Attempt(TENANT, JOB, attempt + 1));
    }
    log.apply(new Claim(TENANT, JOB, 5, "w1"));
    log.apply(new GiveBack(TENANT, JOB, 5, "w1", gone));
    assertThat(log.job().state()).isEqualTo(JobState.FAILED);
    assertThat(log.job().error().code()).isEqualTo("UNAVAILABLE");
    assertThat(log.job().error().message())
        .contains("attempt 1: The warehouse cannot be reached;", "attempt 5: The warehouse");
  }

  @Test
  @DisplayName("completing or failing twice by the same worker is answered alike")
  void repeatedEnd() {
    started();
    log.apply(new Claim(TENANT, JOB, 1, "w1"));
    log.apply(new Complete(TENANT, JOB, 1, "w1", RESULT));
    assertThat(log.apply(new Complete(TENANT, JOB, 1, "w1", RESULT)).answer().accepted()).isTrue();
    JobError error = new JobError("INVALID_SQL", "no such table");
    assertThat(log.apply(new Fail(TENANT, JOB, 1, "w1", error)).answer().accepted()).isFalse();
    assertThat(log.job().state()).isEqualTo(JobState.JOB_COMPLETE);
  }

  @Test
  @DisplayName("R-061: after 24 hours an unfinished job fails with QUERY_TIMEOUT")
  void timeOut() {
    started();
    assertThat(log.apply(new TimeOut(TENANT, JOB)).answer().accepted()).isFalse();
    log.after(Duration.ofHours(24)).apply(new TimeOut(TENANT, JOB));
    assertThat(log.job().state()).isEqualTo(JobState.FAILED);
    assertThat(log.job().error().code()).isEqualTo("QUERY_TIMEOUT");
  }

  @Test
  @DisplayName("a job is forgotten seven days after its end, and not before")
  void purge() {
    log.apply(Given.submit(Operation.QUERY));
    log.apply(new Cancel(TENANT, JOB, true));
    log.after(Duration.ofDays(6)).apply(new Purge(TENANT, JOB));
    assertThat(log.entry()).isNotNull();
    log.after(Duration.ofDays(1)).apply(new Purge(TENANT, JOB));
    assertThat(log.entry()).isNull();
    assertThat(log.apply(new Start(TENANT, JOB)).answer().refusal()).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  @DisplayName("a task that nobody claims is sent again for the same attempt")
  void redispatch() {
    started();
    assertThat(log.apply(new Redispatch(TENANT, JOB, 1)).tasks()).isEmpty();
    assertThat(log.after(Duration.ofMinutes(30)).apply(new Redispatch(TENANT, JOB, 1)).tasks())
        .containsExactly(new Attempt(TENANT, JOB, 1));
  }

  private void started() {
    log.apply(Given.submit(Operation.QUERY));
    log.apply(new Start(TENANT, JOB));
  }

  @Test
  @DisplayName("R-054: an ingest job starts with what was uploaded, and with nothing not at all")
  void startsWithUploads() {
    log.apply(Given.submit(Operation.UPSERT));
    assertThat(log.apply(new Start(TENANT, JOB)).answer().refusal()).isEqualTo(ErrorCode.CONFLICT);

    UploadedPart part = new UploadedPart(1, "uploads/1", "etag", null, 12);
    log.apply(new Start(TENANT, JOB, List.of(part)));
    log.apply(new Start(TENANT, JOB, List.of(new UploadedPart(1, "uploads/1", "x", null, 13))));

    assertThat(log.job().load().parts()).containsExactly(part);
    assertThat(log.job().load().matchKey()).containsExactly("sale_id");
  }

  @Test
  @DisplayName("R-060: a job whose commit is at hand cannot be aborted, nor can its next attempt")
  void sealed() {
    log.apply(Given.submit(Operation.INSERT));
    log.apply(new Start(TENANT, JOB, List.of(new UploadedPart(1, "k", "e", null, 1))));
    log.apply(new Claim(TENANT, JOB, 1, "w1"));
    assertThat(log.apply(new Seal(TENANT, JOB, 1, "w2")).answer().accepted()).isFalse();
    assertThat(log.apply(new Seal(TENANT, JOB, 1, "w1")).answer().accepted()).isTrue();

    assertThat(log.apply(new Cancel(TENANT, JOB, true)).answer().accepted()).isFalse();
    log.apply(new GiveBack(TENANT, JOB, 1, "w1", null));
    assertThat(log.apply(new Cancel(TENANT, JOB, false)).answer().accepted()).isFalse();
    assertThat(log.apply(new Seal(TENANT, JOB, 1, "w1")).answer().accepted()).isFalse();
  }

  @Test
  @DisplayName(
      "R-060 R-061: a job that may have taken effect is tried until it is known, not failed")
  void sealedIsNeverGivenUp() {
    log.apply(Given.submit(Operation.INSERT));
    log.apply(new Start(TENANT, JOB, List.of(new UploadedPart(1, "k", "e", null, 1))));
    log.apply(new Claim(TENANT, JOB, 1, "w"));
    log.apply(new Seal(TENANT, JOB, 1, "w"));

    for (int attempt = 1; attempt <= 30; attempt++) {
      log.apply(new Claim(TENANT, JOB, attempt, "w"));
      assertThat(log.after(Duration.ofHours(1)).apply(new TimeOut(TENANT, JOB)).events()).isEmpty();
      log.apply(new ExpireLease(TENANT, JOB, attempt));
    }

    assertThat(log.job().state()).isEqualTo(JobState.IN_PROGRESS);
    assertThat(log.job().attempt()).isEqualTo(31);
  }
}

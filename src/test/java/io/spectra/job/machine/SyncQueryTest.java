package io.spectra.job.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Records of sync queries. */
class SyncQueryTest {
  private static final String QUERY = "job-1";
  private static final JobResult RESULT = new JobResult(null, 0, 3, 0, "77");

  private static final QueryStarted STARTED =
      new QueryStarted(Given.TENANT, QUERY, "SELECT 1", Duration.ofSeconds(90), null, "request-1");

  private final Log log = new Log(Given.rules("0s"));

  @Test
  @DisplayName("R-040: a sync query is running, then completed, and never handed to the workers")
  void completes() {
    start();
    assertThat(log.job().state()).isEqualTo(JobState.IN_PROGRESS);
    log.apply(finished(RESULT, null));
    assertThat(log.job().state()).isEqualTo(JobState.JOB_COMPLETE);
    assertThat(log.decisions()).flatExtracting(Decision::tasks).isEmpty();
    assertThat(IndexKeys.of(log.entry())).contains(IndexKeys.warehouse(Given.TENANT, "77"));
  }

  @Test
  @DisplayName("R-040: a sync query that failed says why")
  void fails() {
    start();
    JobError error = new JobError("INVALID_SQL", "no such table");
    log.apply(finished(null, error));
    assertThat(log.job().state()).isEqualTo(JobState.FAILED);
    assertThat(log.job().error()).isEqualTo(error);
  }

  @Test
  @DisplayName("R-043: a cancelled sync query stays cancelled, however it ends then")
  void cancelled() {
    start();
    log.apply(new Cancel(Given.TENANT, QUERY, false));
    log.apply(finished(RESULT, null));
    assertThat(log.job().state()).isEqualTo(JobState.ABORTED);
  }

  @Test
  @DisplayName("a sync query whose process is gone fails when its own time has run out")
  void abandoned() {
    start();
    Due due = Due.next(log.entry(), Given.rules("0s")).orElseThrow();
    assertThat(due).isEqualTo(new Due(Given.T0.plusSeconds(90), new TimeOut(Given.TENANT, QUERY)));
    log.after(Duration.ofSeconds(90)).apply(due.command());
    assertThat(log.job().state()).isEqualTo(JobState.FAILED);
  }

  @Test
  @DisplayName("R-040, R-041: the end alone makes the record, with the times of the whole query")
  void endAlone() {
    log.apply(finished(RESULT, null));
    assertThat(log.job().state()).isEqualTo(JobState.JOB_COMPLETE);
    assertThat(log.job().query()).isEqualTo("SELECT 1");
    assertThat(log.job().processed()).isEqualTo(3);
    assertThat(log.job().endedAt()).isEqualTo(Given.T0);
    assertThat(log.job().startedAt()).isEqualTo(Given.T0.minusMillis(40));
    assertThat(log.decisions()).flatExtracting(Decision::events).hasSize(1);
  }

  @Test
  @DisplayName("R-041: an end that is recorded twice changes nothing")
  void endTwice() {
    log.apply(finished(RESULT, null));
    JobEntry once = log.entry();
    log.apply(finished(RESULT, null));
    assertThat(log.entry()).isEqualTo(once);
  }

  private void start() {
    log.apply(STARTED);
  }

  private static QueryFinished finished(JobResult result, JobError error) {
    return new QueryFinished(Given.TENANT, QUERY, result, error, STARTED, Duration.ofMillis(40));
  }
}

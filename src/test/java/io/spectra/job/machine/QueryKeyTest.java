package io.spectra.job.machine;

import static io.spectra.job.machine.Given.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.failure.ErrorCode;
import io.spectra.job.IdempotencyKey;
import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import io.spectra.job.Operation;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Idempotency keys of sync queries: answered by what the query gave, once it has. */
class QueryKeyTest {
  private static final IdempotencyKey KEY = new IdempotencyKey("k", "aaaa");
  private static final JobResult RESULT = new JobResult(null, 9, 3, 0, "77");
  private static final Duration ALLOWED = Duration.ofSeconds(90);

  private final TenantLog log = new TenantLog(Given.rules("0s"));

  @Test
  @DisplayName("R-031: while the first runs, the same key is a conflict that passes")
  void running() {
    start("job-1");
    Answer second = start("job-2");
    assertThat(second.refusal()).isEqualTo(ErrorCode.CONFLICT);
    assertThat(second.retryAfter()).isPositive();
    assertThat(second.job().id()).isEqualTo("job-1");
    assertThat(log.entries()).hasSize(1);
  }

  @Test
  @DisplayName("R-030: once it has completed, the same key gives it for 24 hours")
  void completed() {
    start("job-1");
    log.apply(new QueryFinished(TENANT, "job-1", RESULT, null));
    Answer second = start("job-2");
    assertThat(second.repeated()).isTrue();
    assertThat(second.job().result()).isEqualTo(RESULT);
    log.after(Duration.ofHours(24));
    assertThat(start("job-3").repeated()).isFalse();
  }

  @Test
  @DisplayName("R-032: a query that failed, was cancelled or whose process is gone frees its key")
  void freed() {
    start("job-1");
    log.apply(new QueryFinished(TENANT, "job-1", null, new JobError("INVALID_SQL", "no")));
    assertThat(start("job-2").repeated()).isFalse();
    log.apply(new Cancel(TENANT, "job-2", false));
    assertThat(start("job-3").accepted()).isTrue();
    log.after(ALLOWED).apply(new TimeOut(TENANT, "job-3"));
    assertThat(start("job-4").accepted()).isTrue();
    Decision late = log.apply(new QueryFinished(TENANT, "job-3", RESULT, null));
    assertThat(late.answer().accepted()).as("the one that lost its key").isFalse();
    assertThat(log.holders(IndexKeys.queryKey(TENANT, "k"))).hasSize(1);
  }

  @Test
  @DisplayName("R-032: the key of a query and that of a bulk job are two")
  void scope() {
    start("job-1");
    assertThat(log.apply(Given.submit("bulk-job-1", Operation.QUERY, KEY)).answer().repeated())
        .isFalse();
    assertThat(log.entries()).hasSize(2);
  }

  @Test
  @DisplayName("R-084: a queued query is its key's answer at once, and stays it when it fails")
  void queued() {
    queue("job-1");
    Answer second = queue("job-2");
    assertThat(second.repeated()).isTrue();
    log.apply(started("job-1", null));
    assertThat(log.entry("job-1").job().state()).isEqualTo(JobState.IN_PROGRESS);
    log.apply(new QueryFinished(TENANT, "job-1", null, new JobError("INVALID_SQL", "no")));
    Answer third = start("job-3");
    assertThat(third.repeated()).isTrue();
    assertThat(third.job().state()).isEqualTo(JobState.OPEN);
    assertThat(third.job().startedAt()).isNull();
  }

  @Test
  @DisplayName("R-084: a queued query is nothing that a PATCH or the clock starts as a bulk job")
  void queuedIsNoBulkJob() {
    queue("job-1");
    assertThat(log.apply(new Start(TENANT, "job-1")).answer().refusal())
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(Due.next(log.entry("job-1"), Given.rules("5s")).orElseThrow().command())
        .isEqualTo(new TimeOut(TENANT, "job-1"));
    log.apply(new Cancel(TENANT, "job-1", false));
    assertThat(log.apply(started("job-1", null)).answer().accepted()).isFalse();
  }

  private Answer start(String job) {
    return log.apply(started(job, KEY)).answer();
  }

  private static QueryStarted started(String job, IdempotencyKey key) {
    return new QueryStarted(TENANT, job, "SELECT 1", ALLOWED, key, "request-1");
  }

  private Answer queue(String job) {
    return log.apply(new QueryQueued(TENANT, job, "SELECT 1", ALLOWED, KEY, "request-1")).answer();
  }
}

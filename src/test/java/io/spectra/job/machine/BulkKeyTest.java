package io.spectra.job.machine;

import static io.spectra.job.machine.Given.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.failure.ErrorCode;
import io.spectra.job.IdempotencyKey;
import io.spectra.job.JobState;
import io.spectra.job.Operation;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Idempotency keys of bulk jobs: bound in the command that creates the job. */
class BulkKeyTest {
  private static final IdempotencyKey KEY = new IdempotencyKey("k/1", "aaaa");

  private final TenantLog log = new TenantLog(Given.rules("never"));

  @Test
  @DisplayName("R-030: the same key with the same body gives the job that the first one created")
  void repeats() {
    log.apply(Given.submit("bulk-job-1", Operation.QUERY, KEY));
    log.apply(new Start(TENANT, "bulk-job-1"));
    Answer again = log.apply(Given.submit("bulk-job-2", Operation.QUERY, KEY)).answer();
    assertThat(again.repeated()).isTrue();
    assertThat(again.job().id()).isEqualTo("bulk-job-1");
    assertThat(again.job().state()).as("as it was answered at first").isEqualTo(JobState.OPEN);
    assertThat(log.entries()).hasSize(1);
  }

  @Test
  @DisplayName("R-030: the answer of a job that failed is repeated too: its creation succeeded")
  void repeatsOfFailed() {
    log.apply(Given.submit("bulk-job-1", Operation.QUERY, KEY));
    log.apply(new Cancel(TENANT, "bulk-job-1", true));
    assertThat(log.apply(Given.submit("bulk-job-2", Operation.QUERY, KEY)).answer().repeated())
        .isTrue();
  }

  @Test
  @DisplayName("R-030: a key can be asked for the job that it made; asking makes none")
  void recalls() {
    assertThat(log.apply(new Recall(TENANT, "bulk-job-0", KEY)).answer().refusal())
        .isEqualTo(ErrorCode.NOT_FOUND);
    log.apply(Given.submit("bulk-job-1", Operation.INSERT, KEY));
    log.apply(new Cancel(TENANT, "bulk-job-1", true));
    Answer again = log.apply(new Recall(TENANT, "bulk-job-2", KEY)).answer();
    assertThat(again.repeated()).isTrue();
    assertThat(again.job().id()).isEqualTo("bulk-job-1");
    assertThat(again.job().state()).isEqualTo(JobState.OPEN);
    Recall other = new Recall(TENANT, "bulk-job-3", new IdempotencyKey(KEY.key(), "bbbb"));
    assertThat(log.apply(other).answer().refusal()).isEqualTo(ErrorCode.CONFLICT);
    log.after(Duration.ofHours(24));
    assertThat(log.apply(new Recall(TENANT, "bulk-job-4", KEY)).answer().refusal())
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(log.entries()).hasSize(1);
  }

  @Test
  @DisplayName("R-031: the same key with another body is a conflict and creates nothing")
  void otherBody() {
    log.apply(Given.submit("bulk-job-1", Operation.QUERY, KEY));
    IdempotencyKey other = new IdempotencyKey(KEY.key(), "bbbb");
    Answer answer = log.apply(Given.submit("bulk-job-2", Operation.QUERY, other)).answer();
    assertThat(answer.refusal()).isEqualTo(ErrorCode.CONFLICT);
    assertThat(answer.retryAfter()).isNull();
    assertThat(log.entries()).hasSize(1);
  }

  @Test
  @DisplayName("R-007: after 24 hours of the broker's time the key is free, whoever noticed")
  void expires() {
    log.apply(Given.submit("bulk-job-1", Operation.INSERT, KEY));
    log.after(Duration.ofHours(24).minusMillis(1));
    assertThat(log.apply(new ForgetKey(TENANT, "bulk-job-1")).answer().accepted()).isFalse();
    assertThat(log.apply(Given.submit("bulk-job-2", Operation.INSERT, KEY)).answer().repeated())
        .isTrue();
    log.after(Duration.ofMillis(1));
    Answer fresh = log.apply(Given.submit("bulk-job-3", Operation.INSERT, KEY)).answer();
    assertThat(fresh.repeated()).isFalse();
    assertThat(fresh.job().id()).isEqualTo("bulk-job-3");
    assertThat(log.entry("bulk-job-1").key()).isNull();
    assertThat(log.holders(IndexKeys.bulkKey(TENANT, KEY.key()))).hasSize(1);
  }

  @Test
  @DisplayName("R-007: the key is due to be forgotten after 24 hours, and its job not before it")
  void due() {
    TenantLog brief = new TenantLog(Given.rules("never", Duration.ofHours(1)));
    brief.apply(Given.submit("bulk-job-1", Operation.INSERT, KEY));
    brief.apply(new Cancel(TENANT, "bulk-job-1", true));
    brief.after(Duration.ofHours(2));
    assertThat(brief.apply(new Purge(TENANT, "bulk-job-1")).answer().accepted()).isFalse();
    assertThat(brief.entry("bulk-job-1").due()).isEqualTo(Given.T0.plus(Duration.ofHours(24)));
    brief.after(Duration.ofHours(22));
    assertThat(brief.apply(new ForgetKey(TENANT, "bulk-job-1")).answer().accepted()).isTrue();
    assertThat(brief.apply(new Purge(TENANT, "bulk-job-1")).answer().accepted()).isTrue();
    assertThat(brief.entries()).isEmpty();
  }
}

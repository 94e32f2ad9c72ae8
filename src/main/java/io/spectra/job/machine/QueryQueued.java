package io.spectra.job.machine;

import io.spectra.job.IdempotencyKey;
import io.spectra.job.JobState;
import java.time.Duration;
import java.time.Instant;

/**
 * Records that a query was accepted that is answered before it runs.
 *
 * @param allowed how long it may wait and run, with some time to report; then the record ends by
 *     itself
 * @param idempotency the key under which it was asked for, null for none
 */
public record QueryQueued(
    String tenant,
    String job,
    String query,
    Duration allowed,
    IdempotencyKey idempotency,
    String requestId,
    String traceparent)
    implements QueryBegin {
  /** One that is not traced. */
  public QueryQueued(
      String tenant,
      String job,
      String query,
      Duration allowed,
      IdempotencyKey idempotency,
      String requestId) {
    this(tenant, job, query, allowed, idempotency, requestId, null);
  }

  @Override
  public Decision create(Rules rules, Instant now) {
    return create(JobState.OPEN, true, rules, now);
  }

  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    return Decision.unchanged(entry.job());
  }
}

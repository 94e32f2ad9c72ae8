package io.spectra.job.machine;

import io.spectra.job.IdempotencyKey;
import io.spectra.job.Job;
import io.spectra.job.JobState;
import java.time.Duration;
import java.time.Instant;

/**
 * Records that a sync query began, or that a queued one did. Its worker sends no heartbeats: it is
 * given the query's own timeout as its lease, after which the record ends by itself.
 *
 * @param allowed how long the query may take, with some time to report
 * @param idempotency the key under which it was asked for, null for none, and for a queued query
 */
public record QueryStarted(
    String tenant,
    String job,
    String query,
    Duration allowed,
    IdempotencyKey idempotency,
    String requestId,
    String traceparent)
    implements QueryBegin {
  /** The start of a query that is not traced. */
  public QueryStarted(
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
    return create(JobState.IN_PROGRESS, false, rules, now);
  }

  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    Job found = entry.job();
    if (entry.bulk() || found.state().ended()) {
      return Decision.refused(found, "The query has ended.");
    }
    if (found.state() == JobState.IN_PROGRESS) {
      return Decision.unchanged(found);
    }
    Job begun = found.at(now).state(JobState.IN_PROGRESS).begun().job();
    return Decision.told(entry.moved(begun).held(job, now.plus(allowed)));
  }

  /** The same without a key: what is only now recorded holds none. */
  public QueryStarted unkeyed() {
    return idempotency == null
        ? this
        : new QueryStarted(tenant, job, query, allowed, null, requestId, traceparent);
  }
}

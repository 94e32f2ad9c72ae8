package io.spectra.job;

import java.time.Duration;

/**
 * A sync query to be recorded.
 *
 * @param tenant the owner's id
 * @param sql the SQL as the caller sent it
 * @param allowed the query's timeout; a record that nobody ends fails some time after it
 * @param idempotency what makes a repeated request one, null where the caller gave no key
 * @param requestId the request that asks
 * @param traceparent the trace of that request, as W3C writes it; null where it is not traced
 */
public record NewQuery(
    String tenant,
    String sql,
    Duration allowed,
    IdempotencyKey idempotency,
    String requestId,
    String traceparent) {
  /** A query that is not traced. */
  public NewQuery(
      String tenant, String sql, Duration allowed, IdempotencyKey idempotency, String requestId) {
    this(tenant, sql, allowed, idempotency, requestId, null);
  }
}

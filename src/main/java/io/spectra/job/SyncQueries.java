package io.spectra.job;

import java.time.Duration;

/** Keeps the records of sync queries, so that callers can ask after them and cancel them. */
public interface SyncQueries {
  /**
   * Begins the record of a query; returns at once and never fails. A query that ends soon has one
   * record, of its end; one that lasts is recorded while it runs.
   *
   * @param query without an idempotency key
   */
  SyncQuery begin(NewQuery query);

  /**
   * Records that a query begins, unless an earlier one holds its idempotency key; waits until that
   * is decided. The key is free again when the query fails, or when nobody ends its record in time.
   *
   * @throws io.spectra.failure.Failure {@code CONFLICT} when the key was used with another body, or
   *     with {@code retryAfter} while the earlier query runs; {@code UNAVAILABLE} when there was no
   *     decision in time
   */
  Begun beginOnce(NewQuery query);

  /**
   * Records that a query was accepted that is to run later, unless an earlier one holds its
   * idempotency key, if it has one; waits until that is decided. {@link SyncQuery#started} then
   * tells that it runs.
   *
   * @param patience how long it may wait before it runs
   * @throws io.spectra.failure.Failure like {@link #beginOnce}
   */
  Begun queue(NewQuery query, Duration patience);
}

package io.spectra.job;

import java.time.Duration;

/** Keeps the records of sync queries, so that callers can ask after them and cancel them. */
public interface SyncQueries {
  /**
   * Records that a query begins; returns at once and never fails: whether the record was kept is
   * told by {@link SyncQuery#recorded}.
   *
   * @param tenant the owner's id
   * @param sql the SQL as the caller sent it
   * @param allowed the query's timeout; a record that nobody ends fails some time after it
   * @param requestId the request that asks
   */
  SyncQuery begin(String tenant, String sql, Duration allowed, String requestId);
}

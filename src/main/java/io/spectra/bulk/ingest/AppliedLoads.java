package io.spectra.bulk.ingest;

import io.spectra.auth.Tenant;
import io.spectra.bulk.ingest.table.SqlName;
import io.spectra.job.Attempt;
import io.spectra.job.JobResult;
import io.spectra.warehouse.Rows;
import io.spectra.warehouse.WritingSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The control table {@code spectra_applied}: a row for each load that took effect, written in the
 * transaction of its data. And the lock by which the loads of one tenant take effect one after the
 * other, so that no two of them double a key and no late attempt overtakes the next one.
 */
final class AppliedLoads {
  /** A lock that is free is had at once; another load may have it for minutes. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private final String schema;

  AppliedLoads(IngestConfig config) {
    schema = config.controlSchema();
  }

  /**
   * Waits until no other load of the tenant is between its look at the table and its commit. It
   * comes first in a transaction, so that the transaction sees what the others left. Where the
   * tenant has no table of its own to lock, it is the target, whose readers then wait too.
   */
  void lock(WritingSession session, Tenant tenant, String target) {
    session.execute("LOCK TABLE " + own(session, tenant).orElse(target));
  }

  /**
   * The same for whoever can do without.
   *
   * @return false where another load of the tenant has the lock, or there is no table of its own
   */
  boolean tryLock(WritingSession session, Tenant tenant) {
    Optional<String> own = own(session, tenant);
    return own.isPresent() && session.executeWithin(PATIENCE, "LOCK TABLE " + own.get());
  }

  private Optional<String> own(WritingSession session, Tenant tenant) {
    String own = "spectra_lock_" + tenant.id();
    boolean there;
    try (Rows rows =
        session.query(
            "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = ? AND c.relname = ?"
                + " AND has_schema_privilege(n.nspname, 'USAGE')"
                + " AND has_table_privilege(c.oid, 'UPDATE')",
            schema,
            own)) {
      there = rows.next();
    }
    session.rollback();
    return there
        ? Optional.of(SqlName.quoted(schema) + "." + SqlName.quoted(own))
        : Optional.empty();
  }

  /** What a load came to that took effect before. */
  Optional<JobResult> find(WritingSession session, String job) {
    try (Rows rows =
        session.query(
            "SELECT processed, failed, failed_key FROM %s WHERE job_id = ?".formatted(table()),
            job)) {
      return rows.next()
          ? Optional.of(
              result(Long.parseLong(rows.text(1)), Long.parseLong(rows.text(2)), rows.text(3)))
          : Optional.empty();
    }
  }

  /** Notes that the load takes effect in this transaction. */
  void add(WritingSession session, Attempt attempt, JobResult result) {
    session.execute(
        "INSERT INTO %s (job_id, attempt, processed, failed, failed_key) VALUES (?, ?, ?, ?, ?)"
            .formatted(table()),
        attempt.job(),
        (long) attempt.number(),
        result.processed(),
        result.failed(),
        result.failedKey());
  }

  static JobResult result(long processed, long failed, String failedKey) {
    return new JobResult(null, 0, processed, failed, null, List.of(), failedKey);
  }

  private String table() {
    return SqlName.quoted(schema) + ".spectra_applied";
  }
}

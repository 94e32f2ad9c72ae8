package io.spectra.bulk;

import io.spectra.sql.GatedSql;
import java.time.Duration;

/** Where an export's rows come from. Safe for use by many threads. */
public interface ExportSource {
  /**
   * Opens a read-only transaction, on one snapshot, as the tenant's own user of the warehouse.
   *
   * @param tenant the tenant's id
   * @param sql what the gate let through
   * @param timeout after which the warehouse itself ends the statement
   * @return the query, not run yet; the caller closes it
   * @throws io.spectra.failure.Failure {@code UNAVAILABLE} when the warehouse gives no connection
   *     now
   */
  ExportRows open(String tenant, GatedSql sql, Duration timeout);
}

package io.spectra.query;

import io.spectra.sql.GatedSql;
import java.util.function.Supplier;

/**
 * How one query is to run.
 *
 * @param sql what to execute
 * @param rows the rows to give at most
 * @param uncut the same query without the service's row limit but with the SQL's own, for counting;
 *     asked for only where rows were cut
 * @param jobId the id of the query's job record
 * @param askQueryId whether to ask the warehouse for its id of the query
 */
record QueryPlan(GatedSql sql, int rows, Supplier<String> uncut, String jobId, boolean askQueryId) {

  /** Whether a row behind the last one given was cut by the service, not by the SQL's own limit. */
  boolean cutsBehindRows() {
    return sql.statedLimit().isEmpty() || sql.statedLimit().getAsInt() > rows;
  }
}

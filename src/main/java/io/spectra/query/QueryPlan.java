package io.spectra.query;

import io.spectra.sql.GatedSql;
import io.spectra.warehouse.BoundSql;
import java.util.List;
import java.util.function.Supplier;

/**
 * How one query is to run.
 *
 * @param gated what the gate let through
 * @param values those of its parameters
 * @param rows the rows to give at most
 * @param uncut the same query without the service's row limit but with the SQL's own, for counting;
 *     asked for only where rows were cut
 * @param jobId the id of the query's job record
 * @param askQueryId whether to ask the warehouse for its id of the query
 * @param sizes what is known of its like
 */
record QueryPlan(
    GatedSql gated,
    List<Object> values,
    int rows,
    Supplier<GatedSql> uncut,
    String jobId,
    boolean askQueryId,
    QuerySizes.Memory sizes) {

  BoundSql sql() {
    return BoundSql.of(gated, values);
  }

  /** Counts the rows that the query gives when the service does not cut them. */
  BoundSql count() {
    String text = "SELECT COUNT(*) FROM (\n" + uncut.get().text() + "\n) AS uncut";
    return new BoundSql(text, executed -> executed, values);
  }

  /** Whether a row behind the last one given was cut by the service, not by the SQL's own limit. */
  boolean cutsBehindRows() {
    return gated.statedLimit().isEmpty() || gated.statedLimit().getAsInt() > rows;
  }
}

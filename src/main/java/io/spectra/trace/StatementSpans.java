package io.spectra.trace;

import io.opentelemetry.api.trace.Span;
import io.spectra.bulk.BulkPorts;
import io.spectra.job.Lease;
import io.spectra.query.QueryProperties;
import io.spectra.sql.GatedSql;
import java.util.Set;
import org.apache.camel.Exchange;

/** What the spans of those steps say that have the warehouse work. */
final class StatementSpans {
  private static final Set<String> BEANS =
      Set.of("queryRun", "exportUnload", "exportStream", "ingestStage", "ingestApply");

  private StatementSpans() {}

  /** Whether a step is one of them. */
  static boolean isOne(String step) {
    return BEANS.contains(step.split("[.]")[0]);
  }

  /**
   * @param text whether the SQL is shown; else nothing of it is
   */
  static void describe(Span span, Exchange exchange, boolean text) {
    span.setAttribute("db.system.name", "aws.redshift");
    String sql = text ? sql(exchange) : null;
    if (sql != null) {
      span.setAttribute("db.query.text", sql);
    }
  }

  private static String sql(Exchange exchange) {
    GatedSql query = exchange.getProperty(QueryProperties.SQL, GatedSql.class);
    Lease lease = exchange.getProperty(BulkPorts.LEASE, Lease.class);
    return query != null ? query.text() : lease == null ? null : lease.job().query();
  }
}

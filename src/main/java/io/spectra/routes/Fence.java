package io.spectra.routes;

import io.spectra.auth.Caller;
import io.spectra.bulk.export.ExportPlan;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.query.QueryProperties;
import io.spectra.sql.GatedSql;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * Keeps a tenant's SQL off a table, for which it is told to take a view instead. A column cannot be
 * masked in the answer: an alias, an expression or a condition brings its value out under another
 * name. A name that stands nowhere in the SQL cannot be read by it: the gate knows no way to spell
 * one in pieces. So every mention counts, in a literal too. What a view of the tenant's reads is
 * the warehouse's to grant.
 */
@Singleton
@Named("fence")
public class Fence {
  /**
   * To be called behind {@code queryGate}, or behind {@code exportPrepare}.
   *
   * @param tenant whose queries are kept off; others pass
   * @param table the table's name without its schema, in any case
   * @param instead what the tenant may ask
   * @throws Failure {@code FORBIDDEN} telling what to ask instead; {@code INTERNAL_ERROR} where the
   *     SQL was not judged yet
   */
  public void keep(Exchange exchange, String tenant, String table, String instead) {
    Asked asked = asked(exchange);
    if (asked.tenant().equals(tenant) && mentions(asked.sql().text(), table)) {
      throw Failure.of(ErrorCode.FORBIDDEN, "Ask " + instead + " instead of " + table);
    }
  }

  private record Asked(String tenant, GatedSql sql) {}

  private static Asked asked(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof ExportPlan plan) {
      return new Asked(plan.tenant().id(), plan.sql());
    }
    GatedSql sql = exchange.getProperty(QueryProperties.SQL, GatedSql.class);
    Caller caller = exchange.getProperty(QueryProperties.CALLER, Caller.class);
    if (sql == null || caller == null) {
      throw Failure.of(ErrorCode.INTERNAL_ERROR, "Something went wrong on our side")
          .causedBy(new IllegalStateException("fence stands in front of queryGate"));
    }
    return new Asked(caller.tenant().id(), sql);
  }

  /** Whether the name stands there as a whole word, quoted or not, as the warehouse folds it. */
  static boolean mentions(String sql, String table) {
    return Pattern.compile(
            "(?<![\\p{L}\\p{N}_$])" + Pattern.quote(table) + "(?![\\p{L}\\p{N}_$])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
        .matcher(sql)
        .find();
  }
}

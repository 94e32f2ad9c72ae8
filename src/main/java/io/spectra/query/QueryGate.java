package io.spectra.query;

import io.spectra.auth.Caller;
import io.spectra.sql.GatedSql;
import io.spectra.sql.SchemaScope;
import io.spectra.sql.SqlGate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.OptionalInt;
import org.apache.camel.Exchange;

/** The first step of {@code query-run}: no SQL passes that the gate did not judge. */
@ApplicationScoped
@Named("queryGate")
public class QueryGate {
  private final SqlGate gate;

  public QueryGate(SqlGate gate) {
    this.gate = gate;
  }

  /**
   * Reads {@link QueryProperties#REQUEST}, sets {@link QueryProperties#SQL}.
   *
   * @throws io.spectra.failure.Failure {@code SQL_BLOCKED} or {@code INVALID_SQL} as the gate says,
   *     or for a schema that is not the tenant's to name; {@code INVALID_REQUEST} when the values
   *     do not fit the SQL's parameters
   */
  public void judge(Exchange exchange) {
    QueryRequest request = exchange.getProperty(QueryProperties.REQUEST, QueryRequest.class);
    Caller caller = CallerSeal.check(exchange);
    GatedSql sql = gate.judge(request.sql(), OptionalInt.of(request.limit()));
    if (!sql.schemas().isEmpty()) {
      new SchemaScope(caller.tenant().schemas()).check(sql);
    }
    BindValues.of(sql.binds(), request.bind());
    exchange.setProperty(QueryProperties.SQL, sql);
  }
}

package io.spectra.query;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
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
   * @throws Failure {@code SQL_BLOCKED} or {@code INVALID_SQL} as the gate says
   */
  public void judge(Exchange exchange) {
    QueryRequest request = exchange.getProperty(QueryProperties.REQUEST, QueryRequest.class);
    if (request.bind() != null) {
      throw Failure.of(ErrorCode.NOT_IMPLEMENTED, "Named parameters are not supported yet")
          .with("field", "/parameters/bind");
    }
    exchange.setProperty(
        QueryProperties.SQL, gate.judge(request.sql(), OptionalInt.of(request.limit())));
  }
}

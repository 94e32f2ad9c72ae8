package io.spectra.query;

import io.spectra.auth.Caller;
import io.spectra.job.JobId;
import io.spectra.sql.GatedSql;
import io.spectra.sql.SqlGate;
import io.spectra.warehouse.Warehouse;
import io.spectra.warehouse.WarehouseConfig;
import io.spectra.warehouse.WarehouseSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.OptionalInt;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The second step of {@code query-run}: runs what the gate let through as the tenant's own user.
 */
@ApplicationScoped
@Named("queryRun")
public class QueryRun {
  private final Warehouse warehouse;
  private final WarehouseConfig config;
  private final SqlGate gate;
  private final QuerySizes sizes;

  public QueryRun(Warehouse warehouse, WarehouseConfig config, SqlGate gate, QuerySizes sizes) {
    this.warehouse = warehouse;
    this.config = config;
    this.gate = gate;
    this.sizes = sizes;
  }

  /**
   * Reads the properties of {@link QueryProperties} and makes a {@link JsonStream} the body: a
   * {@link QueryAnswer}, released at the latest when the exchange ends, or the {@link DryRun}.
   *
   * @throws io.spectra.failure.Failure as {@link WarehouseSession#query} says, for all that goes
   *     wrong before the first row
   */
  public void run(Exchange exchange) {
    QueryRequest request = exchange.getProperty(QueryProperties.REQUEST, QueryRequest.class);
    GatedSql sql = exchange.getProperty(QueryProperties.SQL, GatedSql.class);
    if (request.dryRun()) {
      exchange.getMessage().setBody(new DryRun(sql, request.limit()));
      return;
    }
    String jobId = exchange.getProperty(QueryProperties.JOB_ID, String.class);
    Caller caller = CallerSeal.check(exchange);
    Interruption interruption =
        exchange.getProperty(QueryProperties.INTERRUPTION, Interruption.none(), Interruption.class);
    QueryAnswer answer =
        start(caller, request, sql, jobId == null ? JobId.query() : jobId, interruption);
    exchange.getExchangeExtension().addOnCompletion(new Release(answer));
    exchange.getMessage().setBody(answer);
  }

  /**
   * Runs a query outside any route; the caller closes the answer.
   *
   * @param interruption ends it, also while it has not given a row yet
   */
  public QueryAnswer start(
      Caller caller, QueryRequest request, GatedSql sql, String jobId, Interruption interruption) {
    QueryPlan plan =
        new QueryPlan(
            sql,
            BindValues.of(sql.binds(), request.bind()),
            sql.rows().orElse(request.limit()),
            () -> gate.judge(request.sql(), OptionalInt.empty()),
            jobId,
            config.queryId(),
            sizes.of(caller.tenant().id(), sql.text()));
    WarehouseSession session = warehouse.read(caller.tenant(), request.timeout());
    interruption.onInterrupt(session::cancel);
    return QueryAnswer.start(session, plan);
  }

  private static final class Release extends SynchronizationAdapter {
    private final QueryAnswer answer;

    Release(QueryAnswer answer) {
      this.answer = answer;
    }

    @Override
    public void onDone(Exchange exchange) {
      answer.close();
    }
  }
}

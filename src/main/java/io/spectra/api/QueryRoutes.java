package io.spectra.api;

import io.spectra.query.QueryProperties;
import io.spectra.query.QueryRecords;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/**
 * POST /queries: checked here, told in routes/query.camel.yaml, streamed back here. The steps of
 * the way that every query takes are called, not looked up by name: reflection would cost them as
 * much as they cost themselves.
 */
@ApplicationScoped
public class QueryRoutes extends RouteBuilder {
  private final RequestEntry requestEntry;
  private final RequestBody requestBody;
  private final IdempotencyKeys idempotencyKeys;
  private final QueryRequests queryRequests;
  private final QueryRecords queryRecords;
  private final ResponseWriter responseWriter;

  public QueryRoutes(
      RequestEntry requestEntry,
      RequestBody requestBody,
      IdempotencyKeys idempotencyKeys,
      QueryRequests queryRequests,
      QueryRecords queryRecords,
      ResponseWriter responseWriter) {
    this.requestEntry = requestEntry;
    this.requestBody = requestBody;
    this.idempotencyKeys = idempotencyKeys;
    this.queryRequests = queryRequests;
    this.queryRecords = queryRecords;
    this.responseWriter = responseWriter;
  }

  @Override
  public void configure() {
    from("direct:executeQuery")
        .routeId("api-execute-query")
        .process(requestEntry::enter)
        .process(requestBody::check)
        .process(idempotencyKeys::read)
        .process(queryRequests::read)
        .process(queryRecords::begin)
        .choice()
        .when(exchangeProperty(QueryProperties.BACKGROUND).isNotNull())
        .to("direct:acceptQuery")
        .when(exchangeProperty(QueryProperties.REPEATED).isNotNull())
        .bean("queryReplays", "answer")
        .otherwise()
        .to("direct:query")
        .process(queryRecords::tie)
        .process(responseWriter::stream);

    from("direct:acceptQuery")
        .routeId("api-accept-query")
        .bean("queryGate", "judge")
        .bean("backgroundQueries", "accept")
        .choice()
        .when(exchangeProperty(QueryProperties.REPEATED).isNotNull())
        .bean("queryReplays", "answer")
        .otherwise()
        .bean("queryReplays", "accepted");
  }
}

package io.spectra.api;

import io.spectra.query.QueryProperties;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** POST /queries: checked here, told in routes/query.camel.yaml, streamed back here. */
@ApplicationScoped
public class QueryRoutes extends RouteBuilder {
  @Override
  public void configure() {
    from("direct:executeQuery")
        .routeId("api-execute-query")
        .bean("requestEntry", "enter")
        .bean("requestBody", "check")
        .bean("idempotencyKeys", "read")
        .bean("queryRequests", "read")
        .bean("queryRecords", "begin")
        .choice()
        .when(exchangeProperty(QueryProperties.BACKGROUND).isNotNull())
        .to("direct:acceptQuery")
        .when(exchangeProperty(QueryProperties.REPEATED).isNotNull())
        .bean("queryReplays", "answer")
        .otherwise()
        .to("direct:query")
        .bean("queryRecords", "tie")
        .bean("responseWriter", "stream");

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

package io.spectra.api;

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
        .bean("queryRequests", "read")
        .bean("queryRecords", "begin")
        .to("direct:query")
        .bean("queryRecords", "tie")
        .bean("responseWriter", "stream");
  }
}

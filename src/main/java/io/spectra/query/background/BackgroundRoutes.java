package io.spectra.query.background;

import io.spectra.query.QueryProperties;
import io.spectra.trace.Tracing;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;

/** The story of a query behind its answer: the same port as in front of it, and the answer kept. */
@ApplicationScoped
public class BackgroundRoutes extends RouteBuilder {
  static final String PORT = "direct:backgroundQuery";

  /** What goes with the query from the request that asked for it; nothing of its connection. */
  static final List<String> HANDED_ON =
      List.of(QueryProperties.CALLER, QueryProperties.REQUEST, "spectra.request-id", Tracing.SPAN);

  @Override
  public void configure() {
    from(PORT)
        .routeId("query-background")
        .bean("backgroundQueries", "begin")
        .to("direct:query")
        .bean("queryRecords", "tie")
        .bean("backgroundQueries", "store");
  }
}

package io.spectra.api;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** The catalog operations: what the tenant may read. */
@ApplicationScoped
public class CatalogRoutes extends RouteBuilder {
  @Override
  public void configure() {
    from("direct:listTables")
        .routeId("api-list-tables")
        .bean("requestEntry", "enter")
        .bean("catalogTables", "list")
        .bean("responseWriter", "send");

    from("direct:getTable")
        .routeId("api-get-table")
        .bean("requestEntry", "enter")
        .bean("catalogTables", "get")
        .bean("responseWriter", "send");
  }
}

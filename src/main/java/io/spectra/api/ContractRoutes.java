package io.spectra.api;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/**
 * Binds the contract: every operation of openapi.yaml enters the route {@code
 * direct:<operationId>}. One without a route stops the start.
 */
@ApplicationScoped
public class ContractRoutes extends RouteBuilder {
  @Override
  public void configure() {
    rest().openApi().routeId("api-contract").specification("openapi.yaml").missingOperation("fail");
  }
}

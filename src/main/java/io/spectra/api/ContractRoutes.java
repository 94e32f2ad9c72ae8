package io.spectra.api;

import io.spectra.api.contract.Contract;
import io.spectra.api.contract.Operation;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/**
 * Binds the contract: every operation of openapi.yaml enters the route {@code
 * direct:<operationId>}. One without a route stops the start; one that is described and not built
 * yet answers 501.
 */
@ApplicationScoped
public class ContractRoutes extends RouteBuilder {
  private final Contract contract;

  public ContractRoutes(Contract contract) {
    this.contract = contract;
  }

  @Override
  public void configure() {
    rest().openApi().specification("openapi.yaml").missingOperation("fail");

    contract.operations().stream()
        .filter(operation -> !operation.built())
        .forEach(this::answerNotBuilt);
  }

  private void answerNotBuilt(Operation operation) {
    from("direct:" + operation.id())
        .routeId("api-not-built-" + operation.id())
        .bean("requestEntry", "enter")
        .bean("notBuilt", "refuse");
  }
}

package io.spectra.api.contract;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the contract's parts, at startup, so that a document with a gap stops the start. */
final class ContractBeans {
  @Produces
  @Singleton
  @Startup
  Contract contract() {
    return Contract.load();
  }

  @Produces
  @Singleton
  @Startup
  BodyValidation bodies(Contract contract) {
    return new BodyValidation(contract);
  }

  @Produces
  @Singleton
  @Startup
  ParameterValidation parameters(Contract contract) {
    return new ParameterValidation(contract);
  }
}

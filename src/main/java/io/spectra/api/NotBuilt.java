package io.spectra.api;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.apache.camel.Exchange;

/** Says that an operation of the contract does not work yet. */
@ApplicationScoped
@Named("notBuilt")
public class NotBuilt {
  public void refuse(Exchange exchange) {
    throw Failure.of(ErrorCode.NOT_IMPLEMENTED, "This operation is described but not built yet")
        .with("operation", ApiRequest.of(exchange).operation().id());
  }
}

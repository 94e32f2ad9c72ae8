package io.spectra.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.api.contract.BodyValidation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.apache.camel.Exchange;

/** Reads and checks a JSON body by the contract; the message body becomes its {@link JsonNode}. */
@ApplicationScoped
@Named("requestBody")
public class RequestBody {
  private static final byte[] NONE = {};

  private final BodyValidation validation;

  public RequestBody(BodyValidation validation) {
    this.validation = validation;
  }

  /**
   * @throws io.spectra.failure.Failure {@code INVALID_REQUEST} naming the first field at fault
   */
  public void check(Exchange exchange) {
    byte[] sent = exchange.getMessage().getBody(byte[].class);
    JsonNode checked =
        validation.check(ApiRequest.of(exchange).operation(), sent == null ? NONE : sent);
    AuditTrail.sql(exchange, checked.path("sql").asText(checked.path("query").asText(null)));
    exchange.getMessage().setBody(checked);
  }
}

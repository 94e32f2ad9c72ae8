package io.spectra.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.query.QueryProperties;
import io.spectra.query.QueryRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.apache.camel.Exchange;

/** Turns the checked body of POST /queries into what the port {@code direct:query} takes. */
@ApplicationScoped
@Named("queryRequests")
public class QueryRequests {
  public void read(Exchange exchange) {
    JsonNode body = exchange.getMessage().getBody(JsonNode.class);
    exchange.setProperty(QueryProperties.REQUEST, QueryRequest.read(body));
    exchange.getMessage().setBody(null);
  }
}

package io.spectra.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.query.Interruption;
import io.spectra.query.QueryProperties;
import io.spectra.query.QueryRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import org.apache.camel.Exchange;

/** Turns the checked body of POST /queries into what the port {@code direct:query} takes. */
@ApplicationScoped
@Named("queryRequests")
public class QueryRequests {
  public void read(Exchange exchange) {
    JsonNode body = exchange.getMessage().getBody(JsonNode.class);
    QueryRequest request = QueryRequest.read(body);
    exchange.setProperty(QueryProperties.REQUEST, request);
    List<String> prefer = ApiRequest.of(exchange).http().request().headers().getAll("Prefer");
    if (!prefer.isEmpty() && !request.dryRun() && Preferences.of(prefer).respondAsync()) {
      exchange.setProperty(QueryProperties.BACKGROUND, true);
    }
    exchange.setProperty(
        QueryProperties.INTERRUPTION, interruption(ApiRequest.of(exchange).http()));
    exchange.getMessage().setBody(null);
  }

  private static Interruption interruption(RoutingContext http) {
    return clientLeaving(http.response()).or(Watched.of(http)::onStop);
  }

  /** A client that goes away cancels its statement, long before anything is written. */
  private static Interruption clientLeaving(HttpServerResponse response) {
    return stop -> {
      response.closeHandler(
          closed -> {
            if (!response.ended()) {
              stop.run();
            }
          });
      if (response.closed() && !response.ended()) {
        stop.run();
      }
    };
  }
}

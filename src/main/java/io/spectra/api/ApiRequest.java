package io.spectra.api;

import io.spectra.api.contract.Operation;
import io.spectra.auth.Caller;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * A request that the edge admitted.
 *
 * @param id its request id
 * @param operation what it asks for
 * @param path the path parameters, decoded
 * @param caller who asks; null for a public operation
 * @param http the connection to answer on
 */
public record ApiRequest(
    String id, Operation operation, Map<String, String> path, Caller caller, RoutingContext http) {
  private static final String PROPERTY = "spectra.api-request";

  /**
   * Lays the request where the route that Camel starts next finds it. A user is the one thing of a
   * routing context that Camel hands on; Vert.x 4 has no public successor to this setter.
   */
  @SuppressWarnings("deprecation")
  void attach() {
    http.setUser(User.fromName(caller == null ? "public" : caller.name()));
    http.user().attributes().put(PROPERTY, this);
  }

  /** The request that was attached to the user of an exchange. */
  static ApiRequest attachedTo(User user) {
    return (ApiRequest) user.attributes().getMap().get(PROPERTY);
  }

  /** The request of an exchange that passed {@link RequestEntry}. */
  static ApiRequest of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, ApiRequest.class);
  }

  void becomePropertyOf(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
  }
}

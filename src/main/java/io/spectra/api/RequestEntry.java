package io.spectra.api;

import io.spectra.query.CallerSeal;
import io.vertx.ext.auth.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;

/**
 * The first step of every API route: what the edge found out becomes exchange properties, and the
 * headers are emptied, so that the steps behind it see nothing that a client could have named.
 */
@ApplicationScoped
@Named("requestEntry")
public class RequestEntry {
  public void enter(Exchange exchange) {
    User user =
        exchange.getMessage().getHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER, User.class);
    ApiRequest request = ApiRequest.attachedTo(user);
    exchange.getMessage().removeHeaders("*");
    request.becomePropertyOf(exchange);
    CallerSeal.put(exchange, request.caller());
    Watched.of(request.http()).span().handTo(exchange);
    exchange.setProperty("spectra.request-id", request.id());
    exchange.setProperty("spectra.job-id", request.path().get("job_id"));
  }
}

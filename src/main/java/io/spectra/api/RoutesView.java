package io.spectra.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.ManagementInterface;
import io.spectra.routes.LiveRoutes;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code /q/routes} on the management port: which routes run, in which version, how busy. */
@ApplicationScoped
public class RoutesView {
  private final LiveRoutes routes;
  private final ObjectMapper json;

  RoutesView(LiveRoutes routes, ObjectMapper json) {
    this.routes = routes;
    this.json = json;
  }

  void stand(@Observes ManagementInterface management) {
    management.router().get("/q/routes").handler(this::show);
  }

  private void show(RoutingContext http) {
    try {
      http.response()
          .putHeader("Content-Type", "application/json")
          .end(json.writerWithDefaultPrettyPrinter().writeValueAsString(routes.status()));
    } catch (JsonProcessingException e) {
      http.fail(e);
    }
  }
}

package io.spectra.api;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteConfigurationBuilder;

/** Every exception of every API route, whoever wrote the route, becomes the one envelope. */
@ApplicationScoped
public class FailureRoutes extends RouteConfigurationBuilder {
  @Override
  public void configuration() {
    routeConfiguration().onException(Throwable.class).handled(true).bean("failureAnswer");
  }
}

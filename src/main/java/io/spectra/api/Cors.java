package io.spectra.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets pages of the configured origins call the API from a browser; of all others it takes no
 * notice, and the browser keeps them out.
 */
@ApplicationScoped
public class Cors {
  private static final int PREFLIGHT_SECONDS = 600;

  private final List<String> origins;
  private final CorsHandler handler;

  public Cors(ApiConfig config) {
    this.origins = config.corsOrigins().orElse(List.of());
    this.handler =
        CorsHandler.create()
            .addOrigins(origins)
            .allowedMethods(
                Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PATCH, HttpMethod.DELETE))
            .allowedHeaders(
                Set.of(
                    "Authorization",
                    "Content-Type",
                    "Prefer",
                    "X-Idempotency-Key",
                    "X-Request-ID",
                    "X-Tenant-ID"))
            .exposedHeaders(
                Set.of(
                    "Location",
                    "Retry-After",
                    "X-Idempotent-Replay",
                    "X-RateLimit-Limit",
                    "X-RateLimit-Remaining",
                    "X-RateLimit-Reset",
                    "X-Request-ID"))
            .maxAgeSeconds(PREFLIGHT_SECONDS);
  }

  void handle(RoutingContext http) {
    Optional.ofNullable(http.request().getHeader("Origin"))
        .filter(origins::contains)
        .ifPresentOrElse(origin -> handler.handle(http), http::next);
  }
}

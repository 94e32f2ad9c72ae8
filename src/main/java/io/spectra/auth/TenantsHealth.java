package io.spectra.auth;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells operators whether the registry in force is the one that lies there. A wrong file takes no
 * instance out of service: the last good version still serves.
 */
@Readiness
@ApplicationScoped
public class TenantsHealth implements HealthCheck {
  private final TenantRegistry registry;
  private final TenantsWatch watch;

  public TenantsHealth(TenantRegistry registry, TenantsWatch watch) {
    this.registry = registry;
    this.watch = watch;
  }

  @Override
  public HealthCheckResponse call() {
    var response =
        HealthCheckResponse.named("tenants").up().withData("tenants", registry.all().size());
    watch.problem().ifPresent(problem -> response.withData("stale", problem));
    return response.build();
  }
}

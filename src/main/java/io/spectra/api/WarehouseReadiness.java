package io.spectra.api;

import io.spectra.warehouse.WarehouseCheck;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the warehouse answers. */
@Readiness
@ApplicationScoped
public class WarehouseReadiness implements HealthCheck {
  private final WarehouseCheck warehouse;

  public WarehouseReadiness(WarehouseCheck warehouse) {
    this.warehouse = warehouse;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("warehouse").status(warehouse.answers()).build();
  }
}

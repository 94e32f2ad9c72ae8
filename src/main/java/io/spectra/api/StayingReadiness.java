package io.spectra.api;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready until the service is told to stop. */
@Readiness
@ApplicationScoped
public class StayingReadiness implements HealthCheck {
  private final Leaving leaving;

  StayingReadiness(Leaving leaving) {
    this.leaving = leaving;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("staying").status(!leaving.told()).build();
  }
}

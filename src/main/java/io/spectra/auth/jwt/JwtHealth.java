package io.spectra.auth.jwt;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells operators when the issuer's keys cannot be fetched; the known ones go on being used. */
@Readiness
@ApplicationScoped
public class JwtHealth implements HealthCheck {
  private final Jwts jwts;

  public JwtHealth(Jwts jwts) {
    this.jwts = jwts;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("jwt-keys").up();
    jwts.problem().ifPresent(problem -> response.withData("problem", problem));
    return response.build();
  }
}

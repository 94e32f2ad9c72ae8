package io.spectra.job.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready when jobs can be read and changed. */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class LedgerHealth implements HealthCheck {
  private final JobLedger ledger;

  LedgerHealth(JobLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public HealthCheckResponse call() {
    Readiness now = ledger.readiness();
    return HealthCheckResponse.named("job-ledger")
        .status(now.ready())
        .withData("state", now.reason())
        .build();
  }
}

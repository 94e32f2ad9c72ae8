package io.spectra.job.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive unless applying commands failed for good: then only a new start helps. */
@Liveness
@ApplicationScoped
public class LedgerLiveness implements HealthCheck {
  private final JobLedger ledger;

  LedgerLiveness(JobLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("job-ledger").status(!ledger.broken()).build();
  }
}

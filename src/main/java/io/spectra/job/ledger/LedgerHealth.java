package io.spectra.job.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready when jobs can be read and changed. */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class LedgerHealth implements HealthCheck {
  private final JobLedger ledger;
  private final KafkaLag lag;

  LedgerHealth(JobLedger ledger, KafkaLag lag) {
    this.lag = lag;
    this.ledger = ledger;
  }

  @Override
  public HealthCheckResponse call() {
    Readiness now = ledger.readiness();
    var check =
        HealthCheckResponse.named("job-ledger").status(now.ready()).withData("state", now.reason());
    // Being behind is no reason to take an instance away from those who ask it.
    lag.behind().forEach((group, records) -> check.withData("lag of " + group, records));
    return check.build();
  }
}

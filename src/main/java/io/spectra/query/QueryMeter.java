package io.spectra.query;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** Measures sync queries that were answered whole. Safe for use by many threads. */
@Startup
@ApplicationScoped
public class QueryMeter {
  private final Timer time;
  private final Counter rows;
  private final Counter cut;

  QueryMeter(MeterRegistry registry) {
    time =
        Timer.builder("spectra.query.time")
            .description("Sync queries in the warehouse, from their start to the last row")
            .register(registry);
    rows =
        Counter.builder("spectra.query.rows")
            .description("Rows that sync queries gave")
            .register(registry);
    cut =
        Counter.builder("spectra.query.truncated")
            .description("Sync queries whose rows the service cut")
            .register(registry);
  }

  void answered(QueryOutcome outcome) {
    time.record(outcome.executionTimeMs(), TimeUnit.MILLISECONDS);
    rows.increment(outcome.rowCount());
    if (outcome.truncated()) {
      cut.increment();
    }
  }
}

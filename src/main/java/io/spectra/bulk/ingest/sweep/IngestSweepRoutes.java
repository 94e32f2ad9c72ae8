package io.spectra.bulk.ingest.sweep;

import io.spectra.bulk.ingest.IngestConfig;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** Clears up behind loads. */
@ApplicationScoped
public class IngestSweepRoutes extends RouteBuilder {
  private final IngestConfig config;

  public IngestSweepRoutes(IngestConfig config) {
    this.config = config;
  }

  @Override
  public void configure() {
    long every = config.sweepEvery().toMillis();
    fromF("timer:loads-sweep?period=%d&delay=%d", every, every)
        .routeId("loads-sweep")
        .bean("ingestSweep", "run");
  }
}

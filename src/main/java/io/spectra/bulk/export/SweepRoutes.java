package io.spectra.bulk.export;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** Clears up behind exports. */
@ApplicationScoped
public class SweepRoutes extends RouteBuilder {
  private final ExportConfig config;

  public SweepRoutes(ExportConfig config) {
    this.config = config;
  }

  @Override
  public void configure() {
    long every = config.sweepEvery().toMillis();
    fromF("timer:exports-sweep?period=%d&delay=%d", every, every)
        .routeId("exports-sweep")
        .bean("exportSweep", "run");
  }
}

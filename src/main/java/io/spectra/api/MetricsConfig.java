package io.spectra.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is measured; the catalogue is src/docs/metrics.md. */
@ConfigMapping(prefix = "spectra.metrics")
public interface MetricsConfig {
  /**
   * Whether requests are also counted by tenant: a time series for each, so only where tenants are
   * few.
   */
  @WithDefault("false")
  boolean tenants();
}

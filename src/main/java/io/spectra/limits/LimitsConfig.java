package io.spectra.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Rate limits; how many requests a minute a bucket holds stands in openapi.yaml. */
@ConfigMapping(prefix = "spectra.limits")
public interface LimitsConfig {
  /** Whether requests are counted at all; {@code false} is for measuring. */
  @WithDefault("true")
  boolean enabled();

  /** Failed authentications a minute from one address (IPv6: one /64) before they answer 429. */
  @WithDefault("120")
  int failedAuthenticationsPerMinute();
}

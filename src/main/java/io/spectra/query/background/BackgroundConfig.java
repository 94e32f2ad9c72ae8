package io.spectra.query.background;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Queries that were asked for with {@code Prefer: respond-async}. */
@ConfigMapping(prefix = "spectra.query.background")
public interface BackgroundConfig {
  /** Such queries that one instance runs at the same time. */
  @WithDefault("8")
  int workers();

  /**
   * Of these, how many one tenant has at most; never more than it may run queries in all. Each
   * takes one of its seats while it runs.
   */
  @WithDefault("3")
  int workersPerTenant();

  /** Such queries that may wait for that on one instance; further ones are refused with 503. */
  @WithDefault("200")
  int waiting();

  /** Such queries of one tenant that may wait or run on one instance; further ones get 429. */
  @WithDefault("20")
  int perTenant();

  /** How long such a query may wait before it fails. */
  @WithDefault("10m")
  Duration patience();
}

package io.spectra.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * Rate limits, and how many queries run at the same time; how many requests a minute a bucket holds
 * stands in openapi.yaml.
 */
@ConfigMapping(prefix = "spectra.limits")
public interface LimitsConfig {
  /** Whether requests are counted at all; {@code false} is for measuring. */
  @WithDefault("true")
  boolean enabled();

  /** Failed authentications a minute from one address (IPv6: one /64) before they answer 429. */
  @WithDefault("120")
  int failedAuthenticationsPerMinute();

  /** Queries of one tenant that run at the same time, where its registry entry does not say. */
  @WithDefault("10")
  int queriesPerTenant();

  /** Queries that run at the same time in all; each needs a thread and a connection. */
  @WithDefault("80")
  int queries();

  /** Queries of one tenant that wait for others of it to end; what is beyond is answered 429. */
  @WithDefault("100")
  int waitingQueriesPerTenant();

  /** Queries that wait in all; what is beyond is answered 503. */
  @WithDefault("400")
  int waitingQueries();

  /** How long a query waits for others to end before it is answered 503. */
  @WithDefault("2s")
  Duration queryWait();
}

package io.spectra.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How an instance that is told to stop (SIGTERM) leaves. */
@ConfigMapping(prefix = "spectra.shutdown")
public interface ShutdownConfig {
  /**
   * How long requests are still taken after readiness has gone down: longer than a load balancer
   * needs to notice.
   */
  @WithDefault("2s")
  Duration delay();

  /**
   * How long requests and bulk jobs at work may go on after that; then queries are cancelled with
   * 503, and bulk jobs are given back to the other instances. Whoever kills the process must wait
   * longer than both together, and twenty seconds more.
   */
  @WithDefault("20s")
  Duration timeout();
}

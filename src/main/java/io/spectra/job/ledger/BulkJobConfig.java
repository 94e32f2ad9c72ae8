package io.spectra.job.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.spectra.job.machine.Autostart;

/** When bulk jobs are started. The same for all instances. */
@ConfigMapping(prefix = "spectra.bulk")
public interface BulkJobConfig {
  /**
   * When a query job starts that nobody touches: a duration from its creation, {@code 0s}
   * for at once, or {@code never}.
   */
  @WithDefault("5s")
  Autostart queryAutostart();

  /** Jobs of one tenant that are at work or handed to the workers at the same time. */
  @WithDefault("5")
  int concurrencyPerTenant();
}

package io.spectra.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is kept of who did what. */
@ConfigMapping(prefix = "spectra.audit")
public interface AuditConfig {
  /** Whether each request that touches data leaves a record on the topic {@code spectra.audit}. */
  @WithDefault("true")
  boolean topic();

  /** Whether it leaves a line in the log category {@code spectra.audit}, too. */
  @WithDefault("false")
  boolean log();

  /** Whether the records hold the text of the SQL, and not its hash alone. */
  @WithDefault("false")
  boolean sqlText();

  /**
   * Requests refused at the edge, by caller or, where that is not known, by address (IPv6: one
   * /64), that leave a record each in a minute; those beyond are counted in the next record.
   */
  @WithDefault("60")
  int refusalsPerMinute();

  /** Such records in a minute in all: whoever is refused must not be able to flood the topic. */
  @WithDefault("1200")
  int allRefusalsPerMinute();

  /**
   * Records that may wait to be written. What comes when as many wait is counted ({@code
   * spectra.audit.dropped}) and lost: no request waits for its audit record, and none is refused.
   */
  @WithDefault("20000")
  int waiting();
}

package io.spectra.query.kept;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How the answers of queries are kept, to be read again for 24 hours. */
@ConfigMapping(prefix = "spectra.answers")
public interface KeepConfig {
  /**
   * Whether the answers of queries without an idempotency key are kept; {@code false} where nobody
   * reads them again and every microsecond counts. Those with a key are kept in any case.
   */
  @WithDefault("true")
  boolean keep();

  /** The largest answer that is kept in the job ledger, in bytes; larger ones go to S3. */
  @WithDefault("64K")
  MemorySize inlineLimit();

  /** The largest answer without an idempotency key that is kept, in bytes. */
  @WithDefault("1G")
  MemorySize maxSize();

  /**
   * The folder in which answers wait on their way to S3. Of this process alone; what a killed one
   * left there is sent on at the next start.
   */
  @WithDefault("${spectra.state-dir:state}/answers")
  Path folder();

  /** Answers that are on their way to S3 at the same time. */
  @WithDefault("2")
  int uploads();

  /**
   * Answers that may wait for their way to S3. When as many wait, the request that has just been
   * answered sends its own, so that no more come than leave.
   */
  @WithDefault("128")
  int waiting();

  /** How long a reader waits for an answer that is on its way to S3. */
  @WithDefault("5s")
  Duration patience();

  /** How often answers whose time is over are removed from S3. */
  @WithDefault("1h")
  Duration sweepEvery();
}

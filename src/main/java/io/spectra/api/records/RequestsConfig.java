package io.spectra.api.records;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bulk jobs submitted by Kafka record. */
@ConfigMapping(prefix = "spectra.requests")
public interface RequestsConfig {
  /** Whether this instance takes records of {@code spectra.jobs.requests}. */
  @WithDefault("true")
  boolean enabled();

  /** The consumer group in which instances share the records. */
  @WithDefault("spectra-requests")
  String group();

  /** How long a record waits for a part that is away before it is answered with 503. */
  @WithDefault("20s")
  Duration patience();
}

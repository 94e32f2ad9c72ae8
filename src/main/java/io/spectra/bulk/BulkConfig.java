package io.spectra.bulk;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How this instance does bulk work. */
@ConfigMapping(prefix = "spectra.bulk")
public interface BulkConfig {
  /** Bulk jobs that this instance works on at the same time. */
  @WithDefault("4")
  int workers();

  /**
   * How many of them take only jobs of tenants that have none at work on this instance, so that one
   * tenant's long jobs leave room for others; absent: a quarter of them, at least one where
   * there are two or more.
   */
  OptionalInt spareWorkers();

  /** How long a job waits for a worker of this instance before it goes to another one. */
  @WithDefault("5s")
  Duration workerWait();

  /** The consumer group in which instances share the tasks. */
  @WithDefault("spectra-workers")
  String group();

  /**
   * After how many milliseconds of silence the other instances take over an instance's tasks; not
   * less than the broker's {@code group.min.session.timeout.ms}.
   */
  @WithDefault("6000")
  int sessionTimeout();

  /** How often an instance tells the group that it is alive, in milliseconds. */
  @WithDefault("2000")
  int sessionHeartbeat();
}

package io.spectra.job.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How the job ledger keeps its jobs. The same for all instances, but for the instance id. */
@ConfigMapping(prefix = "spectra.job")
public interface JobConfig {
  /** The Kafka Streams application: name of its consumer group and prefix of its own topics. */
  @WithDefault("spectra-ledger")
  String applicationId();

  /**
   * The stable name of this instance, so that a restart takes its partitions back at once; made up
   * and kept in the state folder when absent.
   */
  Optional<String> instanceId();

  /**
   * Copies of each partition's state that other instances keep ready; absent: 1 where {@code
   * spectra.cluster.address} is set, else none.
   */
  OptionalInt standbys();

  /** How often what was applied is committed: until then workers and readers of events wait. */
  @WithDefault("100ms")
  Duration commitInterval();

  /** How often a worker says that it is still at work. */
  @WithDefault("3s")
  Duration heartbeat();

  /** How long a worker may be silent before its attempt goes to another. */
  @WithDefault("15s")
  Duration lease();

  /**
   * Attempts after which a job fails whose workers went silent or could not reach the warehouse or
   * the storage.
   */
  @WithDefault("5")
  int attempts();

  /** How long a task may stay unclaimed before it is sent again. */
  @WithDefault("30m")
  Duration redispatch();

  /**
   * How long a bulk job may take from its creation to its end; the warehouse ends its
   * statements then too.
   */
  @WithDefault("24h")
  Duration maxAge();

  /** How long an ended bulk job is kept. */
  @WithDefault("7d")
  Duration keep();

  /** How long an ended query is kept, with its answer; at least 24 hours for R-042. */
  @WithDefault("24h")
  Duration keepQueries();

  /** How long an idempotency key is bound, by the broker's time. */
  @WithDefault("24h")
  Duration keepKeys();

  /** How long a caller waits for the log's decision before it is told to try again. */
  @WithDefault("2s")
  Duration patience();
}

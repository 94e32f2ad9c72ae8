package io.spectra.job.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What the service may do about its topics. */
@ConfigMapping(prefix = "spectra.kafka")
public interface KafkaTopicsConfig {
  /** Whether topics that are missing are created; else they stop the start. */
  @WithDefault("true")
  boolean createTopics();

  /** Replicas of created topics, those of Kafka Streams included; absent: the broker's default. */
  Optional<Short> replicationFactor();
}

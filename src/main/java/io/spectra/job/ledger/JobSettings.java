package io.spectra.job.ledger;

import io.spectra.auth.Secret;
import io.spectra.job.machine.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * All that a ledger has to know, read from the configuration.
 *
 * @param kafka how to reach the brokers, in Kafka's own client settings
 * @param folder where local state lies; of this process alone while it runs
 * @param applicationId the Kafka Streams application
 * @param instanceId the stable name of this instance, if one is given
 * @param address where this instance answers others; empty when it is the only one
 * @param standbys copies of each partition's state on other instances
 * @param commitInterval how often what was applied is committed
 * @param rules what decisions depend on
 * @param heartbeat how often a worker says that it is still at work
 * @param patience how long to wait for a decision
 * @param pagingSecret what offsets of listings are signed with, if not the cluster's id
 * @param createTopics whether missing topics are created
 * @param replication replicas of created topics, if not the broker's default
 */
public record JobSettings(
    Map<String, Object> kafka,
    Path folder,
    String applicationId,
    Optional<String> instanceId,
    Optional<Peer> address,
    int standbys,
    Duration commitInterval,
    Rules rules,
    Duration heartbeat,
    Duration patience,
    Optional<Secret> pagingSecret,
    boolean createTopics,
    Optional<Short> replication) {
  static JobSettings of(
      Map<String, Object> kafka,
      String folder,
      JobConfig job,
      Optional<Peer> address,
      BulkJobConfig bulk,
      PagingConfig paging,
      KafkaTopicsConfig topics) {
    return new JobSettings(
        Map.copyOf(kafka),
        Path.of(folder).toAbsolutePath(),
        job.applicationId(),
        job.instanceId(),
        address,
        job.standbys().orElse(address.isPresent() ? 1 : 0),
        job.commitInterval(),
        new Rules(
            bulk.queryAutostart(),
            job.lease(),
            job.attempts(),
            job.redispatch(),
            job.maxAge(),
            job.keep(),
            job.keepQueries(),
            job.keepKeys(),
            bulk.concurrencyPerTenant()),
        job.heartbeat(),
        job.patience(),
        paging.secret(),
        topics.createTopics(),
        topics.replicationFactor());
  }
}

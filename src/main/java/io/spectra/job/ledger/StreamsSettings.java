package io.spectra.job.ledger;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How Kafka Streams runs the topology; the reasons are in ADR 0004. */
final class StreamsSettings {
  private StreamsSettings() {}

  static Properties of(JobSettings job, KafkaClients clients, StateFolder folder) {
    Properties settings = new Properties();
    settings.putAll(clients.connection());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, job.applicationId());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.path().toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, job.commitInterval().toMillis());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, job.standbys());
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocksDb.class);
    job.address()
        .ifPresent(
            address -> settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address.toString()));
    job.replication()
        .ifPresent(
            replicas -> settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicas.intValue()));
    consumer(settings, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer(settings, ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    consumer(settings, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    consumer(settings, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
    consumer(
        settings,
        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
        job.instanceId().orElseGet(folder::instanceId));
    return settings;
  }

  private static void consumer(Properties settings, String name, Object value) {
    settings.put(StreamsConfig.consumerPrefix(name), value);
  }
}

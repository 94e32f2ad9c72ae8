package io.spectra.job.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How far the service's consumer groups are behind, of all instances together; asked of the broker
 * now and then, so that health checks and metrics need not wait. Safe for use by many threads.
 */
@ApplicationScoped
public class KafkaLag {
  private static final Logger LOG = Logger.getLogger(KafkaLag.class.getName());
  private static final long EVERY_SECONDS = 10;
  private static final long PATIENCE_SECONDS = 5;

  private final List<String> groups;
  private final Map<String, Object> kafka;
  private final Map<String, Long> behind = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "spectra-lag");
            thread.setDaemon(true);
            return thread;
          });
  private Admin admin;

  /**
   * @param workers The consumer group in which instances share the tasks.
   * @param requests The consumer group in which instances share the records.
   */
  KafkaLag(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      JobConfig job,
      @ConfigProperty(name = "spectra.bulk.group", defaultValue = "spectra-workers") String workers,
      @ConfigProperty(name = "spectra.requests.group", defaultValue = "spectra-requests")
          String requests,
      MeterRegistry registry) {
    this.kafka = new HashMap<>(kafka);
    this.groups = List.of(job.applicationId(), workers, requests);
    for (String group : groups) {
      Gauge.builder("spectra.kafka.lag", behind, lags -> lags.getOrDefault(group, 0L))
          .description("Records that a consumer group of the service has not committed yet")
          .tag("group", group)
          .register(registry);
    }
  }

  void start(@Observes StartupEvent started) {
    kafka.remove("group.id");
    admin = Admin.create(kafka);
    clock.scheduleWithFixedDelay(this::look, 0, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /** Records not committed yet, by consumer group, as they were at the last look; unmodifiable. */
  public Map<String, Long> behind() {
    return Map.copyOf(behind);
  }

  private void look() {
    for (String group : groups) {
      try {
        behind.put(group, lag(group));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (Exception e) {
        LOG.log(Level.FINE, "The lag of " + group + " is not known", e);
      }
    }
  }

  private long lag(String group) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    committed.keySet().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> latest =
        admin.listOffsets(ends).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return latest.entrySet().stream()
        .filter(end -> committed.get(end.getKey()) != null)
        .mapToLong(end -> end.getValue().offset() - committed.get(end.getKey()).offset())
        .filter(lag -> lag > 0)
        .sum();
  }

  @PreDestroy
  void close() {
    clock.shutdownNow();
    if (admin != null) {
      admin.close();
    }
  }
}

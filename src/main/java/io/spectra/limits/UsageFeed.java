package io.spectra.limits;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/**
 * Has the instances tell each other what they let through, over the topic {@code
 * spectra.limits.usage}; an instance that starts hears the last minute first. Where Kafka is away
 * each instance goes on counting for itself.
 */
final class UsageFeed implements AutoCloseable {
  static final String TOPIC = "spectra.limits.usage";

  private static final Logger LOG = Logger.getLogger(UsageFeed.class);
  private static final Duration BACK = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long TELL_MILLIS = 10;
  private static final long RETRY_MILLIS = 1_000;
  private static final long STOP_MILLIS = 2_000;

  private final Map<String, Object> kafka;
  private final DeploymentUsage usage;
  private final ObjectMapper json = new ObjectMapper();
  private final Thread telling = new Thread(() -> repeat(this::tell), "limits-tell");
  private final Thread hearing = new Thread(() -> repeat(this::hear), "limits-hear");
  private volatile boolean closed;

  UsageFeed(Map<String, Object> kafka, DeploymentUsage usage) {
    this.kafka = new HashMap<>(kafka);
    this.kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
    this.usage = usage;
  }

  UsageFeed start() {
    for (Thread thread : List.of(telling, hearing)) {
      thread.setDaemon(true);
      thread.start();
    }
    return this;
  }

  @Override
  public void close() {
    closed = true;
    try {
      telling.join(STOP_MILLIS);
      hearing.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Work {
    void run() throws InterruptedException, IOException;
  }

  private void repeat(Work work) {
    while (!closed) {
      try {
        work.run();
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException e) {
        LOG.warnf("rate limits are counted by this instance alone for now: %s", e);
        pause(RETRY_MILLIS);
      }
    }
  }

  private void tell() throws InterruptedException, IOException {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.ACKS_CONFIG, "1");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      while (!closed) {
        for (UsageCount count : usage.untold()) {
          byte[] key = (count.tenant() + "/" + count.bucket()).getBytes(StandardCharsets.UTF_8);
          producer.send(new ProducerRecord<>(TOPIC, key, json.writeValueAsBytes(count)));
        }
        Thread.sleep(TELL_MILLIS);
      }
    }
  }

  private void hear() throws IOException {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(each -> new TopicPartition(TOPIC, each.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new IOException("the topic " + TOPIC + " is not there");
      }
      consumer.assign(partitions);
      goBack(consumer, partitions);
      while (!closed) {
        for (var record : consumer.poll(POLL)) {
          usage.hear(json.readValue(record.value(), UsageCount.class));
        }
      }
    }
  }

  private static void goBack(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    // Asked for first: what is written from here on lies behind these ends, and is heard.
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long since = System.currentTimeMillis() - BACK.toMillis();
    Map<TopicPartition, OffsetAndTimestamp> starts =
        consumer.offsetsForTimes(
            partitions.stream().collect(Collectors.toMap(each -> each, each -> since)));
    ends.forEach(
        (partition, end) -> {
          OffsetAndTimestamp start = starts.get(partition);
          consumer.seek(partition, start == null ? end : start.offset());
        });
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

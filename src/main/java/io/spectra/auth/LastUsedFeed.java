package io.spectra.auth;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Keeps the last uses of credentials on the compacted topic {@code spectra.credentials.used}, a
 * record a minute for one that is used, and hears those of all instances from its beginning. Where
 * Kafka is away each instance knows its own alone.
 */
final class LastUsedFeed implements AutoCloseable {
  static final String TOPIC = "spectra.credentials.used";

  private static final Logger LOG = Logger.getLogger(LastUsedFeed.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long RETRY_MILLIS = 5_000;
  private static final long STOP_MILLIS = 2_000;

  private final Map<String, Object> kafka;
  private final LastUses uses;
  private final Duration interval;
  private final Thread thread = new Thread(this::run, "credentials-used");
  private volatile boolean closed;

  /**
   * @param interval how often what is new is told
   */
  LastUsedFeed(Map<String, Object> kafka, LastUses uses, Duration interval) {
    this.kafka = new HashMap<>(kafka);
    this.kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
    this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.uses = uses;
    this.interval = interval;
  }

  LastUsedFeed start() {
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  /** What is new is told before it ends. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    do {
      try {
        hearAndTell();
      } catch (RuntimeException e) {
        LOG.warnf("last uses of credentials are kept by this instance alone for now: %s", e);
        pause();
      }
    } while (!closed);
  }

  private void hearAndTell() {
    Map<String, Object> writing = new HashMap<>(kafka);
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, RETRY_MILLIS);
    try (var consumer =
            new KafkaConsumer<>(kafka, new StringDeserializer(), new LongDeserializer());
        var producer = new KafkaProducer<>(writing, new StringSerializer(), new LongSerializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(each -> new TopicPartition(TOPIC, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long told = System.nanoTime();
      while (!closed) {
        consumer.poll(POLL).forEach(record -> uses.heard(record.key(), record.value()));
        if (System.nanoTime() - told > interval.toNanos()) {
          tell(producer);
          told = System.nanoTime();
        }
      }
      tell(producer);
    }
  }

  private void tell(KafkaProducer<String, Long> producer) {
    uses.untold()
        .forEach((name, second) -> producer.send(new ProducerRecord<>(TOPIC, name, second)));
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

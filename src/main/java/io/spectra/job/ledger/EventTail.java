package io.spectra.job.ledger;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/** Follows the committed events of all jobs from now on, on a thread of its own. */
final class EventTail implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EventTail.class.getName());
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Predicate<String> interesting;
  private final java.util.function.Consumer<JobEvent> listener;
  private final Thread thread = new Thread(this::run, "spectra-events");
  private volatile boolean closed;

  /**
   * @param interesting whether anybody here waits for the job of this key: most events are of
   *     queries that have ended, and are not even read
   */
  EventTail(
      Consumer<byte[], byte[]> consumer,
      Predicate<String> interesting,
      java.util.function.Consumer<JobEvent> listener) {
    this.consumer = consumer;
    this.interesting = interesting;
    this.listener = listener;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join(POLL.toMillis() * 5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      List<TopicPartition> all =
          consumer.partitionsFor(Topic.EVENTS).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .collect(Collectors.toList());
      consumer.assign(all);
      consumer.seekToEnd(all);
      while (!closed) {
        poll();
      }
    } catch (WakeupException | InterruptException e) {
      LOG.log(Level.FINE, "Told to stop", e);
    }
  }

  private void poll() {
    try {
      consumer.poll(POLL).forEach(this::tell);
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.log(Level.WARNING, "Could not read events; trying again", e);
    }
  }

  private void tell(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() != null
        && !interesting.test(new String(record.key(), StandardCharsets.UTF_8))) {
      return;
    }
    try {
      listener.accept(JobJson.read(record.value(), JobEvent.class));
    } catch (UncheckedIOException e) {
      LOG.log(Level.WARNING, "Not an event: " + record.topic() + " at " + record.offset(), e);
    }
  }
}

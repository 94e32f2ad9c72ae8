package io.spectra.bulk.task;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.spectra.bulk.BulkConfig;
import io.spectra.job.ledger.TaskPointers;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Brings tasks to this instance, on a thread of its own that polls whether workers are free or not:
 * so the instance stays in the group of the workers. What waits too long goes to another instance.
 */
@Singleton
public class TaskFeed {
  static final String TOPIC = "spectra.jobs.tasks";

  private static final Logger LOG = Logger.getLogger(TaskFeed.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long STOP_MILLIS = 5_000;

  /** Pointers of some hundred bytes; beyond them a tenant's task may wait behind another's. */
  private static final int MOST_WAITING = 1_000;

  private final TaskClients clients;
  private final TaskPointers pointers;
  private final TaskTaker taker;
  private final Duration patience;
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final Counter passed =
      Counter.builder("spectra.tasks.passed")
          .description("Bulk jobs that found no worker here in time and went to another instance")
          .register(Metrics.globalRegistry);
  private final Thread thread = new Thread(this::run, "spectra-tasks");
  private volatile boolean closed;

  TaskFeed(TaskClients clients, TaskPointers pointers, TaskTaker taker, BulkConfig config) {
    this.clients = clients;
    this.pointers = pointers;
    this.taker = taker;
    this.patience = config.workerWait();
  }

  /** Once the routes stand that tasks are done by. */
  void start(@Observes CamelContextStartedEvent started) {
    start();
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes no task any more and leaves the group; what waits here goes to the other instances. */
  public void close() {
    closed = true;
    taker.close();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try (var consumer = clients.consumer();
          var producer = clients.producer()) {
        consumer.subscribe(List.of(TOPIC), new Handover(consumer));
        follow(consumer, producer);
      } catch (RuntimeException e) {
        LOG.warnf(e, "tasks are not taken for a moment");
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
    while (!closed) {
      consumer.poll(POLL).forEach(this::take);
      taker.fill();
      passOn(consumer, producer);
      commit(consumer);
      if (taker.waiting() < MOST_WAITING) {
        consumer.resume(consumer.paused());
      } else {
        consumer.pause(consumer.assignment());
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      taker.take(Task.of(pointers.read(record.value()), record, Instant.now()));
    } catch (IllegalArgumentException e) {
      LOG.errorf("record %d of %s-%d is no task", record.offset(), TOPIC, record.partition());
    }
  }

  /** A lone instance has nobody to pass anything on to. */
  private void passOn(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
    List<Integer> others =
        consumer.partitionsFor(TOPIC).stream()
            .map(PartitionInfo::partition)
            .filter(number -> !consumer.assignment().contains(new TopicPartition(TOPIC, number)))
            .toList();
    if (others.isEmpty() || consumer.assignment().isEmpty()) {
      return;
    }
    for (Task task : taker.takeWaitingFor(patience)) {
      int other = others.get(ThreadLocalRandom.current().nextInt(others.size()));
      producer.send(task.forPartition(other), (written, failure) -> passed(task, failure == null));
    }
  }

  private void passed(Task task, boolean written) {
    if (written) {
      passed.increment();
      taker.decided(task);
    } else {
      taker.putBack(task, patience);
    }
  }

  private void commit(Consumer<byte[], byte[]> consumer) {
    Map<TopicPartition, OffsetAndMetadata> moved = moved(consumer, consumer.assignment());
    if (!moved.isEmpty()) {
      consumer.commitAsync(moved, this::committed);
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> moved(
      Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long upTo = taker.committable(partition, consumer.position(partition));
      if (committed.getOrDefault(partition, -1L) != upTo) {
        moved.put(partition, new OffsetAndMetadata(upTo));
      }
    }
    return moved;
  }

  private void committed(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failure) {
    if (failure == null) {
      offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    } else {
      LOG.debugf(failure, "offsets of tasks are committed with the next ones");
    }
  }

  /** What becomes of the tasks of partitions that go to another instance. */
  private final class Handover implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;

    Handover(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      // All begin at what is committed.
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      try {
        consumer.commitSync(moved(consumer, partitions));
      } catch (KafkaException e) {
        LOG.debugf(e, "the next instance is offered some tasks again");
      }
      onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      taker.forget(partitions);
      partitions.forEach(committed::remove);
    }
  }
}

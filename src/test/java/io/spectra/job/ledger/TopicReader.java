package io.spectra.job.ledger;

import io.spectra.job.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning, seeing only what is committed. */
final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();

  TopicReader(String brokers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", brokers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .collect(Collectors.toList());
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** All records seen so far. */
  List<ConsumerRecord<byte[], byte[]>> records() {
    consumer.poll(POLL).forEach(read::add);
    return List.copyOf(read);
  }

  /** All records seen so far, as pointers to attempts. */
  List<Attempt> attempts() {
    return records().stream()
        .map(task -> new TaskPointers().read(task.value()))
        .collect(Collectors.toList());
  }

  /** The states that the events seen so far tell of a job, in order. */
  List<String> states(String job) {
    return records().stream()
        .map(event -> JobJson.read(event.value(), JobEvent.class).data())
        .filter(data -> data.job().equals(job))
        .map(JobEvent.Data::state)
        .collect(Collectors.toList());
  }

  @Override
  public void close() {
    consumer.close();
  }
}

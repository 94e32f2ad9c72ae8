package io.spectra.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The public feed of job events, as a reader of committed records sees it. For one thread. */
final class JobEvents implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final JsonMapper JSON = new JsonMapper();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, List<JsonNode>> read = new HashMap<>();

  private JobEvents(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Reads the feed from its beginning, once it is asked for. */
  static JobEvents of(String brokers) {
    return new JobEvents(
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", brokers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer()));
  }

  /** The events read so far that tell of a job in a state. */
  List<JsonNode> of(String job, String state) {
    return read.getOrDefault(job, List.of()).stream()
        .filter(data -> data.path("state").asText().equals(state))
        .toList();
  }

  /** The attempt that completed a job. */
  int attempt(String job) {
    return of(job, "JobComplete").get(0).path("attempt").asInt();
  }

  /** Reads on to the end of what is committed now. */
  void catchUp() {
    if (consumer.assignment().isEmpty()) {
      List<TopicPartition> all =
          consumer.partitionsFor("spectra.jobs.events").stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (var record : consumer.poll(POLL)) {
        JsonNode data = data(record.value());
        read.computeIfAbsent(data.path("job").asText(), fresh -> new ArrayList<>()).add(data);
      }
    }
  }

  private static JsonNode data(byte[] event) {
    try {
      return JSON.readTree(event).path("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}

package io.spectra.security;

import io.spectra.TestStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that stands on topics, read from their beginning: keys, values and headers. */
final class TopicText {
  private TopicText() {}

  /** The names of all topics of the service, those of its stores included. */
  static List<String> topics() throws Exception {
    try (Admin admin = Admin.create(kafka())) {
      return admin.listTopics().names().get().stream()
          .filter(name -> name.startsWith("spectra"))
          .sorted()
          .toList();
    }
  }

  static String of(String topic) {
    StringBuilder text = new StringBuilder();
    try (var consumer =
        new KafkaConsumer<>(kafka(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> add(record, text));
      }
    }
    return text.toString();
  }

  private static void add(ConsumerRecord<byte[], byte[]> record, StringBuilder text) {
    add(record.key(), text);
    add(record.value(), text);
    record.headers().forEach(header -> add(header.value(), text));
  }

  private static void add(byte[] bytes, StringBuilder text) {
    if (bytes != null) {
      text.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n');
    }
  }

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", TestStack.kafkaBootstrapServers());
  }
}

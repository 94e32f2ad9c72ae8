package io.spectra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {
  private static final TopicPartition JOURNAL = new TopicPartition("journal", 0);

  @Test
  @DisplayName("The local broker keeps its records over a restart on another port")
  void keepsRecords(@TempDir Path folder) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, 0)) {
      createJournal(broker);
      send(broker, "written before the restart");
    }

    try (KafkaBroker broker = KafkaBroker.start(folder, 0)) {
      assertThat(readAll(broker)).containsExactly("written before the restart");
    }
  }

  @Test
  @DisplayName("A taken port is refused with its number before anything starts")
  void refusesATakenPort(@TempDir Path folder) throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Port taken = new Port(other.getLocalPort(), "SPECTRA_LOCAL_KAFKA_PORT");

      assertThatThrownBy(() -> KafkaBroker.start(folder, taken))
          .hasMessageContaining("port " + other.getLocalPort() + " is taken")
          .hasMessageContaining("SPECTRA_LOCAL_KAFKA_PORT");
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static void createJournal(KafkaBroker broker) throws Exception {
    try (Admin admin = Admin.create(client(broker))) {
      admin.createTopics(List.of(new NewTopic(JOURNAL.topic(), 1, (short) 1))).all().get();
    }
  }

  private static void send(KafkaBroker broker, String text) throws Exception {
    var strings = new StringSerializer();
    try (var producer = new KafkaProducer<>(client(broker), strings, strings)) {
      producer.send(new ProducerRecord<>(JOURNAL.topic(), text)).get();
    }
  }

  private static List<String> readAll(KafkaBroker broker) {
    var strings = new StringDeserializer();
    try (var consumer = new KafkaConsumer<>(client(broker), strings, strings)) {
      consumer.assign(List.of(JOURNAL));
      consumer.seekToBeginning(List.of(JOURNAL));
      return consumer.poll(Duration.ofSeconds(10)).records(JOURNAL).stream()
          .map(ConsumerRecord::value)
          .toList();
    }
  }

  private static Map<String, Object> client(KafkaBroker broker) {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }
}

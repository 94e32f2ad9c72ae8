package io.spectra.bulk;

import io.spectra.local.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A running Kafka broker with the tasks topic, for the tests of one class. */
final class KafkaExtension implements BeforeAllCallback, AfterAllCallback {
  static final String TASKS = "spectra.jobs.tasks";

  private KafkaBroker broker;
  private Admin admin;
  private KafkaProducer<String, String> producer;

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Sends a record to the only partition of the tasks topic; gives its offset. */
  long send(String value) throws Exception {
    return producer.send(new ProducerRecord<>(TASKS, value)).get().offset();
  }

  /** Removes all records of the tasks topic. */
  void clear() throws Exception {
    admin
        .deleteRecords(Map.of(new TopicPartition(TASKS, 0), RecordsToDelete.beforeOffset(-1)))
        .all()
        .get();
  }

  /** The offset from which the group would go on. */
  long committed(String group) throws Exception {
    return Optional.ofNullable(
            admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(TASKS, 0)))
        .map(offset -> offset.offset())
        .orElse(0L);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Path folder = Files.createTempDirectory("spectra-kafka");
    broker = KafkaBroker.start(folder, 0);
    Map<String, Object> servers = Map.of("bootstrap.servers", broker.bootstrapServers());
    admin = Admin.create(servers);
    admin.createTopics(List.of(new NewTopic(TASKS, 1, (short) 1))).all().get();
    producer = new KafkaProducer<>(servers, new StringSerializer(), new StringSerializer());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    producer.close();
    admin.close();
    broker.close();
  }
}

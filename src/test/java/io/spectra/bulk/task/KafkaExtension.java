package io.spectra.bulk.task;

import io.spectra.local.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
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

  /** Sends a record to one of the topic's two partitions; gives its offset. */
  long sendTo(int partition, String value) throws Exception {
    return producer.send(new ProducerRecord<>(TASKS, partition, null, value)).get().offset();
  }

  /** Removes all records of the tasks topic. */
  void clear() throws Exception {
    RecordsToDelete all = RecordsToDelete.beforeOffset(-1);
    admin
        .deleteRecords(Map.of(new TopicPartition(TASKS, 0), all, new TopicPartition(TASKS, 1), all))
        .all()
        .get();
  }

  /** The members of the group, by the names that the broker gave them when they joined. */
  Set<String> members(String group) throws Exception {
    return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
        .map(MemberDescription::consumerId)
        .collect(Collectors.toSet());
  }

  /** How many partitions each member of the group has. */
  List<Integer> partitionsEach(String group) throws Exception {
    return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
        .map(member -> member.assignment().topicPartitions().size())
        .toList();
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
    admin.createTopics(List.of(new NewTopic(TASKS, 2, (short) 1))).all().get();
    producer = new KafkaProducer<>(servers, new StringSerializer(), new StringSerializer());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    producer.close();
    admin.close();
    broker.close();
  }
}

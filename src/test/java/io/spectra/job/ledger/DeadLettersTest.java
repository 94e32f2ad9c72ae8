package io.spectra.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.job.Job;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLettersTest {
  private static final String TENANT = "broken";

  @ParameterizedTest
  @DisplayName("a command that cannot be read is put aside with the reason, and the log goes on")
  @CsvSource(
      delimiter = '|',
      value = {
        "broken | no json at all",
        "broken | {\"version\":1,\"id\":\"i\",\"command\":{\"type\":\"Explode\"}}",
        "broken | {\"version\":2,\"id\":\"i\",\"command\":{\"type\":\"Start\",\"tenant\":\"broken\",\"job\":\"j\"}}",
        "broken | {\"version\":1,\"id\":\"i\",\"command\":{\"type\":\"Start\",\"tenant\":\"acme\",\"job\":\"j\"}}",
        "broken | {\"version\":1,\"id\":\"i\",\"command\":{\"type\":\"Start\",\"tenant\":\"broken\"}}",
        "broken | {\"version\":1,\"id\":\"i\"}"
      })
  void putAside(String key, String value) {
    Job before = Running.ledger().gateway().submit(Given.insert(TENANT));
    try (Producer<String, String> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", Broker.address()),
                new StringSerializer(),
                new StringSerializer());
        TopicReader dead = new TopicReader(Broker.address(), Topic.DEAD)) {
      producer.send(new ProducerRecord<>(Topic.COMMANDS, key, value));
      producer.flush();
      await()
          .untilAsserted(
              () ->
                  assertThat(dead.records())
                      .filteredOn(letter -> value.equals(text(letter.value())))
                      .isNotEmpty()
                      .allSatisfy(
                          letter ->
                              assertThat(letter.headers().lastHeader("x-dead-reason"))
                                  .isNotNull()));
    }
    assertThat(Running.find(before)).isEqualTo(before);
    assertThat(Running.find(Running.ledger().gateway().submit(Given.insert(TENANT)))).isNotNull();
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }
}

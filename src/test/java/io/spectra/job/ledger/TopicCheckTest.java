package io.spectra.job.ledger;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TopicCheckTest {
  private static final Map<String, String> SHORT = Map.of("retention.ms", "60000");

  @Test
  @DisplayName("topics that are as planned are taken, also when they are there already")
  void asPlanned() {
    try (Admin admin = admin()) {
      TopicCheck check = new TopicCheck(admin, plan("check.same", 2, SHORT));
      check.create(Optional.empty());
      check.create(Optional.empty());
      assertThatCode(check::verify).doesNotThrowAnyException();
    }
  }

  @Test
  @DisplayName("a topic that differs is named, with what it has and what it should have")
  void drift() {
    try (Admin admin = admin()) {
      new TopicCheck(admin, plan("check.drift", 2, SHORT)).create(Optional.empty());
      Map<String, String> compact = Map.of("cleanup.policy", "compact", "retention.ms", "60000");
      assertThatIllegalStateException()
          .isThrownBy(() -> new TopicCheck(admin, plan("check.drift", 3, compact)).verify())
          .withMessageContaining("check.drift has 2 partitions, wanted 3")
          .withMessageContaining("check.drift has cleanup.policy=delete, wanted compact");
    }
  }

  @Test
  @DisplayName("a topic that is missing and may not be created is named")
  void missing() {
    try (Admin admin = admin()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> new TopicCheck(admin, plan("check.missing", 1, SHORT)).verify())
          .withMessageContaining("check.missing is missing");
    }
  }

  private static Admin admin() {
    return new KafkaClients(Map.of("bootstrap.servers", Broker.address())).admin();
  }

  private static TopicPlan plan(String name, int partitions, Map<String, String> settings) {
    return new TopicPlan(
        Map.of(name, new TopicPlan.Wanted("a test", "none", partitions, settings)));
  }
}

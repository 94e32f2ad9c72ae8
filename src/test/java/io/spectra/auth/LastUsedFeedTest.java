package io.spectra.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spectra.OnStack;
import io.spectra.TestStack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Instances of one deployment, over a real broker. */
@OnStack
@SuppressWarnings("try") // Feeds run for as long as they are open.
class LastUsedFeedTest {
  private static final Instant USED = Instant.parse("2026-11-26T10:00:30Z");

  private final String credential = "acme/" + UUID.randomUUID();

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", TestStack.kafkaBootstrapServers());
  }

  @BeforeAll
  static void topic() throws Exception {
    try (Admin admin = Admin.create(kafka())) {
      admin.createTopics(List.of(new NewTopic(LastUsedFeed.TOPIC, 1, (short) 1))).all().get();
    } catch (java.util.concurrent.ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(TopicExistsException.class);
    }
  }

  @Test
  @DisplayName("when a key was last used is known after a restart, and by other instances")
  void survives() {
    LastUses first = uses();
    first.of(credential).at(USED);
    LastUses other = uses();
    other.of(credential);
    try (LastUsedFeed one = feed(first);
        LastUsedFeed two = feed(other)) {
      await().until(() -> other.of(credential).epochSecond() == USED.getEpochSecond());
    }

    LastUses restarted = uses();
    try (LastUsedFeed again = feed(restarted)) {
      await().until(() -> restarted.of(credential).epochSecond() == USED.getEpochSecond());
      restarted.of(credential).at(USED.plusSeconds(5));
      assertThat(restarted.untold()).as("in the same minute").isEmpty();
    }
  }

  @Test
  @DisplayName("what was used last is told when an instance stops")
  void toldAtTheEnd() {
    LastUses first = uses();
    LastUsedFeed feed = new LastUsedFeed(kafka(), first, Duration.ofHours(1)).start();
    first.of(credential).at(USED);
    feed.close();

    LastUses restarted = uses();
    try (LastUsedFeed again = feed(restarted)) {
      await().until(() -> restarted.of(credential).epochSecond() == USED.getEpochSecond());
    }
  }

  private static LastUses uses() {
    return new LastUses(new SimpleMeterRegistry());
  }

  private static LastUsedFeed feed(LastUses uses) {
    return new LastUsedFeed(kafka(), uses, Duration.ofMillis(20)).start();
  }
}

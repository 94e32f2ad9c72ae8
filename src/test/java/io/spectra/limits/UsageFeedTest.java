package io.spectra.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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
class UsageFeedTest {
  private static final Instant NOW = Instant.now();

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", TestStack.kafkaBootstrapServers());
  }

  @BeforeAll
  static void topic() throws Exception {
    try (Admin admin = Admin.create(kafka())) {
      admin.createTopics(List.of(new NewTopic(UsageFeed.TOPIC, 3, (short) 1))).all().get();
    } catch (java.util.concurrent.ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(TopicExistsException.class);
    }
  }

  /** One instance of the service. */
  private static final class Instance implements AutoCloseable {
    private final DeploymentUsage usage = new DeploymentUsage(UUID.randomUUID().toString());
    private final RateLimits limits = new RateLimits(true, Clock.fixed(NOW, ZoneOffset.UTC), usage);
    private final UsageFeed feed = new UsageFeed(kafka(), usage).start();

    Allowance take(String tenant) {
      return limits.take(tenant, "queries", 50).orElseThrow();
    }

    @Override
    public void close() {
      feed.close();
    }
  }

  @Test
  @DisplayName("R-072 a limit holds for all instances together, and for one that starts later")
  void oneBudget() throws Exception {
    String tenant = "t-" + UUID.randomUUID();
    try (Instance one = new Instance();
        Instance two = new Instance()) {
      for (int i = 0; i < 20; i++) {
        assertThat(one.take(tenant).allowed()).isTrue();
      }
      await().until(() -> two.take(tenant).remaining() < 30);

      int allowed = 0;
      for (int i = 0; i < 60; i++) {
        allowed += (i % 2 == 0 ? one : two).take(tenant).allowed() ? 1 : 0;
        Thread.sleep(25);
      }
      assertThat(allowed).isBetween(1, 34);

      try (Instance later = new Instance()) {
        await().until(() -> !later.take(tenant).allowed());
      }
    }
  }
}

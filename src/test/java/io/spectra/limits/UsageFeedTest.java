package io.spectra.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import java.time.Clock;
import java.time.Duration;
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
  private static final int LIMIT = 50;

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

    private int let;

    boolean lets(String tenant) {
      boolean allowed = limits.take(tenant, "queries", LIMIT).orElseThrow().allowed();
      let += allowed ? 1 : 0;
      return allowed;
    }

    boolean hasHeardAll(Instance other, String tenant) {
      return usage.byOthers(tenant, "queries") == other.let;
    }

    @Override
    public void close() {
      feed.close();
    }
  }

  @Test
  @DisplayName("R-072 a limit holds for all instances together, and for one that starts later")
  void oneBudget() {
    String tenant = "t-" + UUID.randomUUID();
    try (Instance one = new Instance();
        Instance two = new Instance()) {
      for (int i = 0; i < 20; i++) {
        assertThat(one.lets(tenant)).isTrue();
      }
      await().until(() -> two.hasHeardAll(one, tenant));

      for (int i = 0; i < 60; i++) {
        Instance asked = i % 2 == 0 ? one : two;
        Instance other = i % 2 == 0 ? two : one;
        if (asked.lets(tenant)) {
          await().pollInterval(Duration.ofMillis(5)).until(() -> other.hasHeardAll(asked, tenant));
        }
      }
      assertThat(one.let + two.let).isEqualTo(LIMIT);

      try (Instance later = new Instance()) {
        await().until(() -> !later.lets(tenant));
      }
    }
  }
}

package io.spectra.bulk.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.TestConfig;
import io.spectra.bulk.BulkConfig;
import io.spectra.bulk.BulkPorts;
import io.spectra.bulk.RecordingLease;
import io.spectra.bulk.TestJobs;
import io.spectra.bulk.TestTracing;
import io.spectra.bulk.Workers;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Attempt;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.JobWork;
import io.spectra.job.Lease;
import io.spectra.job.ledger.TaskPointers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class TaskFeedTest {
  /** How long a consumer may not poll before it counts as gone. */
  private static final Duration POLL_INTERVAL = Duration.ofMillis(1_500);

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private final List<Integer> claims = new CopyOnWriteArrayList<>();
  private final List<Integer> worked = new CopyOnWriteArrayList<>();
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private CamelContext camel;
  private Workers workers;
  private TaskTaker taker;
  private TaskFeed feed;
  private String group;

  @BeforeEach
  void begin(TestInfo test) throws Exception {
    KAFKA.clear();
    group = test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void stop() {
    mayEnd.countDown();
    feed.close();
    workers.close();
    camel.stop();
  }

  @Test
  @DisplayName("R-057 a task whose claim wins goes to a worker, and its offset is committed")
  void takes() throws Exception {
    long offset = send(1);

    start(1, attempt -> won(attempt));

    await().untilAsserted(() -> assertThat(worked).contains(1));
    await().untilAsserted(() -> assertThat(KAFKA.committed(group)).isEqualTo(offset + 1));
  }

  @Test
  @DisplayName("R-060 the offset is not committed before the log has decided")
  void commitsAfterTheDecision() throws Exception {
    CountDownLatch decided = new CountDownLatch(1);
    long offset = send(2);

    start(
        1,
        attempt -> {
          if (attempt.number() == 2) {
            awaitLatch(decided);
          }
          return won(attempt);
        });
    await().until(() -> claims.contains(2));

    assertThat(KAFKA.committed(group)).isLessThanOrEqualTo(offset);
    decided.countDown();
    await().untilAsserted(() -> assertThat(KAFKA.committed(group)).isEqualTo(offset + 1));
  }

  @Test
  @DisplayName("R-060 a task that the log did not answer is offered again, and none is skipped")
  void offersAgain() throws Exception {
    AtomicInteger failures = new AtomicInteger(2);
    send(3);
    long last = send(4);

    start(
        8,
        attempt -> {
          if (attempt.number() == 3 && failures.getAndDecrement() > 0) {
            throw Failure.of(ErrorCode.UNAVAILABLE, "no answer");
          }
          return won(attempt);
        });
    mayEnd.countDown();

    await().atMost(Duration.ofMinutes(1)).until(() -> worked.containsAll(List.of(3, 4)));
    assertThat(claims.stream().filter(number -> number == 3)).hasSize(3);
    await().untilAsserted(() -> assertThat(KAFKA.committed(group)).isEqualTo(last + 1));
  }

  @Test
  @DisplayName("R-060 a task that is done elsewhere, or is no task, is passed over")
  void passesOver() throws Exception {
    send(5);
    KAFKA.sendTo(0, "no task");
    KAFKA.sendTo(0, "{\"tenant\":\"acme\"}");
    long last = send(6);

    start(8, attempt -> attempt.number() == 5 ? Optional.empty() : won(attempt));
    mayEnd.countDown();

    await().until(() -> worked.contains(6));
    assertThat(worked).doesNotContain(5);
    await().untilAsserted(() -> assertThat(KAFKA.committed(group)).isEqualTo(last + 1));
  }

  @Test
  @DisplayName(
      "R-085 a task is not claimed before a worker is free; a full instance stays a member")
  void waitsForAWorker() throws Exception {
    send(7);
    send(8);

    start(1, attempt -> won(attempt));
    await().until(() -> worked.contains(7));
    Set<String> members = KAFKA.members(group);

    await()
        .during(POLL_INTERVAL.multipliedBy(2))
        .atMost(POLL_INTERVAL.multipliedBy(3))
        .until(() -> claims.equals(List.of(7)));
    assertThat(KAFKA.members(group)).hasSize(1).isEqualTo(members);
    mayEnd.countDown();
    await().until(() -> worked.contains(8));
  }

  @Test
  @DisplayName("R-085 one tenant's long jobs leave a worker to others, behind whom they stood")
  void leavesRoom() throws Exception {
    for (int number : List.of(9, 10, 11)) {
      send(number);
    }
    start(2, attempt -> won(attempt));
    await().until(() -> claims.equals(List.of(9)));

    send("globex", 12);

    await().until(() -> worked.containsAll(List.of(9, 12)));
    assertThat(claims).containsExactly(9, 12);
    mayEnd.countDown();
    await().until(() -> worked.size() == 4);
    assertThat(worked.subList(2, 4)).containsExactly(10, 11);
  }

  @Test
  @DisplayName("R-085 what waits too long for a worker goes to another instance, and is done once")
  void passesOn() throws Exception {
    List<Integer> elsewhere = new CopyOnWriteArrayList<>();
    start(1, attempt -> won(attempt));
    Workers otherWorkers = new Workers(camel, config(1), TestTracing.OFF);
    TaskFeed other =
        feed(new TaskTaker(work(elsewhere, attempt -> won(attempt)), otherWorkers, config(1)));
    other.start();
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> KAFKA.partitionsEach(group), List.of(1, 1)::equals);
      send(13);
      send(14);

      await().until(() -> worked.containsAll(List.of(13, 14)));
      assertThat(claims).hasSize(1);
      assertThat(elsewhere).hasSize(1);
    } finally {
      other.close();
      otherWorkers.close();
    }
  }

  @Test
  @DisplayName("R-060 at a clean stop no task is taken any more, and the work ends first")
  void leaves() throws Exception {
    send(15);
    start(2, attempt -> won(attempt));
    await().until(() -> worked.contains(15));

    feed.close();
    taker.leave();

    assertThat(mayEnd.getCount()).isZero();
    send(16);
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(2))
        .until(() -> !claims.contains(16));
  }

  private void start(int permits, Function<Attempt, Optional<Lease>> log) throws Exception {
    camel = new DefaultCamelContext();
    workers = new Workers(camel, config(permits), TestTracing.OFF);
    camel.addRoutes(exports());
    taker = new TaskTaker(work(claims, log), workers, config(permits));
    feed = feed(taker);
    camel.start();
    feed.start();
  }

  private TaskFeed feed(TaskTaker itsTaker) {
    return new TaskFeed(
        new TaskClients(kafka(), config(1)), new TaskPointers(), itsTaker, config(1));
  }

  private JobWork work(List<Integer> claimed, Function<Attempt, Optional<Lease>> log) {
    return new JobWork() {
      @Override
      public Optional<Lease> claim(Attempt attempt) {
        claimed.add(attempt.number());
        return log.apply(attempt);
      }

      @Override
      public void leave() {
        mayEnd.countDown();
      }
    };
  }

  private BulkConfig config(int workers) {
    return TestConfig.of(
        BulkConfig.class,
        Map.of(
            "spectra.bulk.workers",
            String.valueOf(workers),
            "spectra.bulk.worker-wait",
            "1s",
            "spectra.bulk.session-heartbeat",
            "300",
            "spectra.bulk.group",
            group));
  }

  private static Map<String, Object> kafka() {
    return Map.of(
        "bootstrap.servers",
        KAFKA.bootstrapServers(),
        "max.poll.interval.ms",
        (int) POLL_INTERVAL.toMillis());
  }

  /** A worker's route that is at work until the test says so. */
  private RouteBuilder exports() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from(BulkPorts.EXPORT)
            .process(
                exchange -> {
                  Lease lease = exchange.getProperty(BulkPorts.LEASE, Lease.class);
                  worked.add(lease.attempt().number());
                  awaitLatch(mayEnd);
                });
      }
    };
  }

  private static Optional<Lease> won(Attempt attempt) {
    RecordingLease job =
        new RecordingLease(TestJobs.export("SELECT 1", ContentType.CSV, Compression.NONE));
    return Optional.of(job.forAttempt(attempt));
  }

  private static long send(int number) throws Exception {
    return send("acme", number);
  }

  private static long send(String tenant, int number) throws Exception {
    return KAFKA.sendTo(0, pointer(tenant, number));
  }

  private static String pointer(String tenant, int number) {
    return "{\"tenant\":\"%s\",\"job\":\"j\",\"attempt\":%d,\"more\":1}".formatted(tenant, number);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

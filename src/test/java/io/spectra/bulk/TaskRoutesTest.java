package io.spectra.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.TestConfig;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class TaskRoutesTest {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private final List<Integer> claims = new CopyOnWriteArrayList<>();
  private final List<Integer> worked = new CopyOnWriteArrayList<>();
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private CamelContext camel;
  private Workers workers;
  private TaskTaker taker;
  private String group;

  @BeforeEach
  void begin(TestInfo test) throws Exception {
    KAFKA.clear();
    group = test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void stop() {
    mayEnd.countDown();
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
    KAFKA.send("no task");
    KAFKA.send("{\"tenant\":\"acme\"}");
    long last = send(6);

    start(8, attempt -> attempt.number() == 5 ? Optional.empty() : won(attempt));
    mayEnd.countDown();

    await().until(() -> worked.contains(6));
    assertThat(worked).doesNotContain(5);
    await().untilAsserted(() -> assertThat(KAFKA.committed(group)).isEqualTo(last + 1));
  }

  @Test
  @DisplayName("R-085 a task is not claimed before a worker is free")
  void waitsForAWorker() throws Exception {
    send(7);
    send(8);

    start(1, attempt -> won(attempt));
    await().until(() -> worked.contains(7));

    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(3))
        .until(() -> claims.equals(List.of(7)));
    mayEnd.countDown();
    await().atMost(Duration.ofMinutes(1)).until(() -> worked.contains(8));
  }

  @Test
  @DisplayName("R-060 at a clean stop no task is taken any more, and the work ends first")
  void leaves() throws Exception {
    send(14);
    start(2, attempt -> won(attempt));
    await().until(() -> worked.contains(14));

    taker.close();
    taker.leave();

    assertThat(mayEnd.getCount()).isZero();
    send(15);
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(2))
        .until(() -> !claims.contains(15));
  }

  private void start(int permits, Function<Attempt, Optional<Lease>> log) throws Exception {
    BulkConfig config =
        TestConfig.of(
            BulkConfig.class,
            Map.of(
                "spectra.bulk.workers", String.valueOf(permits), "spectra.bulk.worker-wait", "1s"));
    JobWork counted =
        new JobWork() {
          @Override
          public Optional<Lease> claim(Attempt attempt) {
            claims.add(attempt.number());
            return log.apply(attempt);
          }

          @Override
          public void leave() {
            mayEnd.countDown();
          }
        };
    camel = new DefaultCamelContext();
    camel.setPropertiesComponent(settings());
    workers = new Workers(camel, config);
    camel.addRoutes(exports());
    taker = new TaskTaker(counted, workers, config);
    camel.addRoutes(new TaskRoutes(new TaskPointers(), taker));
    camel.start();
  }

  /** Without system properties: they name the stack's own broker. */
  private PropertiesComponent settings() {
    PropertiesComponent settings = new PropertiesComponent();
    settings.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
    settings.addOverrideProperty("kafka.bootstrap.servers", KAFKA.bootstrapServers());
    settings.addOverrideProperty("spectra.bulk.group", group);
    return settings;
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
    return KAFKA.send("{\"tenant\":\"acme\",\"job\":\"j\",\"attempt\":" + number + ",\"more\":1}");
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.spectra.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import io.spectra.chaos.ChaosJobs.Size;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances of the packaged service that share work and ownership; at random moments one is
 * killed or frozen, or both are killed, or the broker goes. Once each in every build; {@code
 * -Dspectra.chaos.runs=30} kills thirty times, and does the rest ten times each.
 */
@OnStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobChaosIT {
  private static final int RUNS = Integer.getInteger("spectra.chaos.runs", 1);
  private static final int STOPS = (RUNS + 2) / 3;
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Of a tenant's 20,000 sales in a large export: enough to be hit at different points of it. */
  static final int COPIES = RUNS > 1 ? 50 : 20;

  private final Random random = new Random(Long.getLong("spectra.chaos.seed", 7));
  private Deployment deployment;
  private JobEvents events;
  private ChaosJobs jobs;

  @BeforeAll
  void deploy(@TempDir Path folder) throws Exception {
    deployment = new Deployment(folder);
    events = JobEvents.of(deployment.brokers());
  }

  @BeforeEach
  void begin() {
    deployment.allReady();
    jobs = new ChaosJobs(deployment);
  }

  @AfterAll
  void end() {
    events.close();
    deployment.close();
  }

  @Test
  @DisplayName("R-060 kill -9 of a worker at any point of an export: it completes, once")
  void workerKilled(TestInfo test) throws Exception {
    for (int run = 0; run < RUNS; run++) {
      ChaosJobs.TENANTS.forEach(tenant -> jobs.submit(tenant, Size.LARGE));
      int worker = deployment.atWork();
      pause(random.nextInt(2_500));
      deployment.kill(worker);
      jobs.readAll();
      deployment.start(worker);
    }
    finish(test, RUNS + " kills");
  }

  @Test
  @DisplayName("R-041 kill -9 of the ledger's owner during submissions: every 201 is known")
  void ownerKilled(TestInfo test) throws Exception {
    for (int run = 0; run < RUNS; run++) {
      try (Submitters submitters = new Submitters(jobs)) {
        pause(300 + random.nextInt(1_500));
        int owner = deployment.ownerOf(ChaosJobs.TENANTS.get(run % ChaosJobs.TENANTS.size()));
        deployment.kill(owner);
        deployment.start(owner);
        submitters.accepted(4);
      }
    }
    finish(test, RUNS + " kills");
  }

  @Test
  @DisplayName("R-060 a worker frozen past its lease wakes up, and does not conclude its export")
  void workerFrozen(TestInfo test) throws Exception {
    int lost = 0;
    for (int run = 0; run < STOPS; run++) {
      String job = jobs.submit("acme", Size.LARGE);
      jobs.submit("globex", Size.LARGE);
      int worker = deployment.atWork();
      pause(random.nextInt(800));
      double before = noticed(worker);
      deployment.freeze(worker);
      pause(7_000 + random.nextInt(3_000));
      jobs.readAll();
      deployment.wake(worker);
      jobs.completes(job);
      deployment.allReady();
      lost += noticed(worker) > before ? 1 : 0;
    }
    if (longForm()) {
      // A single export may have been over before the freeze.
      assertThat(lost).as("zombies that were stopped or refused").isPositive();
    }
    finish(test, STOPS + " freezes, of which " + lost + " cost a lease");
  }

  @Test
  @DisplayName("R-060 a worker that hears nothing of its lost lease is refused when it concludes")
  void lateConclusionRefused(TestInfo test) throws Exception {
    int slow = slowed();
    int late = 0;
    for (int run = 0; late < STOPS; run++) {
      assertThat(run).as("jobs at few of which the slow instance was").isLessThan(20 * STOPS);
      late += concludesLate(slow) ? 1 : 0;
    }
    int expected = late;
    await().until(() -> deployment.metric(slow, "spectra_leases_refused_total") >= expected);
    deployment.kill(slow);
    deployment.start(slow);
    finish(test, late + " late conclusions");
  }

  /** An instance that may be silent for long, and is not the one that keeps the jobs of acme. */
  private int slowed() {
    while (true) {
      int slow = 1 - deployment.ownerOf("acme");
      deployment.kill(slow);
      deployment.start(slow, "SPECTRA_JOB_HEARTBEAT", "50s", "SPECTRA_JOB_LEASE", "200s");
      deployment.allReady();
      if (deployment.ownerOf("acme") != slow) {
        return slow;
      }
      deployment.kill(slow);
      deployment.start(slow);
    }
  }

  /**
   * Holds up an export until its owner, if that is another, has taken the lease from its worker.
   */
  private boolean concludesLate(int slow) throws Exception {
    try (var holder = TestStack.postgres();
        var statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("LOCK TABLE sales IN ACCESS EXCLUSIVE MODE");
      String job = jobs.submit("acme", Size.SMALL);
      boolean late = deployment.atWork() == slow && deployment.ownerOf("acme") != slow;
      if (late) {
        await("another attempt").atMost(LONG).until(() -> deployment.workersBusy() > 1);
      }
      holder.rollback();
      jobs.completes(job);
      return late;
    }
  }

  @Test
  @DisplayName("R-041 R-060 the broker restarts while jobs are submitted and worked on")
  void brokerRestarted(TestInfo test) throws Exception {
    for (int run = 0; run < STOPS; run++) {
      ChaosJobs.TENANTS.forEach(tenant -> jobs.submit(tenant, Size.LARGE));
      deployment.atWork();
      try (Submitters submitters = new Submitters(jobs)) {
        pause(random.nextInt(1_000));
        deployment.restartBroker();
        submitters.accepted(4);
      }
    }
    finish(test, STOPS + " restarts");
  }

  @Test
  @DisplayName("R-041 R-060 all instances are killed at once: what was accepted is known, and done")
  void allKilled(TestInfo test) throws Exception {
    for (int run = 0; run < STOPS; run++) {
      jobs.submit("acme", Size.LARGE);
      for (int count = 0; count < 4; count++) {
        jobs.submit("globex", Size.SMALL);
      }
      for (int instance = 0; instance < Deployment.INSTANCES; instance++) {
        deployment.kill(instance);
      }
      deployment.startAll();
      jobs.readAll();
    }
    finish(test, STOPS + " times");
  }

  @Test
  @DisplayName("R-030 R-031 R-033 an idempotency key holds on all instances, and over a kill")
  void keysAreShared() {
    SharedKeys keys = new SharedKeys();
    ApiClient one = deployment.client(0, "acme").whenReady();
    ApiClient two = deployment.client(1, "acme").whenReady();
    keys.answered(one, two);
    keys.running(one, two);
    keys.fiftyAtOnce(one, two);
    deployment.kill(0);
    keys.givenBack(two);
    deployment.start(0);
    keys.givenBack(deployment.client(0, "acme"));
  }

  @Test
  @DisplayName("R-043 a job that another instance works on is cancelled there, too")
  void cancelledElsewhere() throws Exception {
    for (int run = 0; run < RUNS; run++) {
      String bulk = jobs.submitEndless("acme");
      int worker = deployment.atWork();
      cancel(1 - worker, bulk);
      String query = queryBehind(deployment.client(0, "acme"));
      cancel(1, query);
    }
  }

  private static String queryBehind(ApiClient client) {
    var accepted = client.with("Prefer", "respond-async").query(ChaosJobs.ENDLESS);
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    return accepted.json().path("job_id").asText();
  }

  /**
   * Cancels by this instance what runs on the other one; says how long that took, for which
   * JobsTest has the limit on a machine that has less to do.
   */
  private void cancel(int instance, String job) throws Exception {
    await("it runs in the warehouse").until(() -> statements() == 1);
    long begin = System.nanoTime();
    var cancelled =
        await("not while partitions move")
            .until(
                () -> deployment.client(instance, "acme").delete("/v1/jobs/" + job),
                reply -> reply.status() != 503);
    assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
    await().pollInterval(Duration.ofMillis(20)).until(() -> statements() == 0);
    System.out.printf(
        "%s stopped elsewhere after %d ms%n",
        job, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
  }

  private static int statements() throws Exception {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement();
        var count =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                    + " AND pid <> pg_backend_pid() AND query LIKE '%endless%'")) {
      count.next();
      return count.getInt(1);
    }
  }

  @Test
  @DisplayName("R-008 whoever does not know the instances' secret is not answered by one")
  void unsigned() throws Exception {
    assertThat(ask(deployment.management(0))).isEqualTo(401);
    assertThat(ask(deployment.api(0))).isEqualTo(404);
  }

  private static int ask(URI base) throws Exception {
    HttpRequest question =
        HttpRequest.newBuilder(base.resolve("/internal/jobs"))
            .POST(
                BodyPublishers.ofString(
                    "{\"type\":\"Find\",\"tenant\":\"acme\",\"job\":\"bulk-job-1\"}"))
            .build();
    return HttpClient.newHttpClient().send(question, BodyHandlers.discarding()).statusCode();
  }

  private void finish(TestInfo test, String what) throws Exception {
    deployment.allReady();
    jobs.allComplete(events);
    System.out.printf(
        "%s: %s, %d jobs, %d of them by a later attempt%n",
        test.getTestMethod().orElseThrow().getName(), what, jobs.count(), jobs.again(events));
  }

  private double noticed(int instance) {
    return deployment.metric(instance, "spectra_leases_lost_total")
        + deployment.metric(instance, "spectra_leases_refused_total");
  }

  private static boolean longForm() {
    return RUNS > 1;
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}

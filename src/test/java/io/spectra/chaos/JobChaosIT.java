package io.spectra.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances that share work and ownership, killed and frozen at random moments. Runs where
 * {@code -Dspectra.chaos.runs} says how often; every build has {@link KilledServiceIT} and {@link
 * TwoInstancesIT}.
 */
@OnStack
@EnabledIfSystemProperty(named = "spectra.chaos.runs", matches = "[0-9]+")
class JobChaosIT {
  private static final int RUNS = Integer.getInteger("spectra.chaos.runs", 2);
  private static final int STOPS = Math.max(1, RUNS / 3);
  private static final List<String> TENANTS = List.of("acme", "globex");
  private static final String SMALL = "SELECT sale_id, region, amount FROM sales";
  private static final String LARGE =
      "SELECT a.sale_id, b.region FROM sales a, sales b WHERE b.sale_id <= 25";

  private final Random random = new Random(7);
  private final Map<String, String> tenantOf = new LinkedHashMap<>();
  private final ServiceProcess[] instances = new ServiceProcess[2];

  @TempDir Path state;

  @Test
  @DisplayName("R-041 R-060 whatever is killed or frozen: no job is lost, none is done twice")
  void killedAndFrozen() throws Exception {
    try (JobEvents events = JobEvents.of(TestStack.kafkaBootstrapServers())) {
      start(0);
      start(1);
      for (int run = 0; run < RUNS; run++) {
        killed();
      }
      int before = tenantOf.size();
      for (int run = 0; run < STOPS; run++) {
        frozen();
      }
      bothReady();
      everyJobIsKnownAndCompletes();
      for (String job : tenantOf.keySet()) {
        assertThat(events.of(job, "JobComplete")).as(job).hasSize(1);
      }
      int again = tenantOf.keySet().stream().mapToInt(job -> events.attempt(job) > 1 ? 1 : 0).sum();
      System.out.printf(
          "%d kills, %d freezes: %d jobs (%d of them small), %d needed another attempt%n",
          RUNS, STOPS, tenantOf.size(), before, again);
    } finally {
      instances[0].close();
      instances[1].close();
    }
  }

  /** Jobs come in by both instances; one is killed at a moment of the next seconds and replaced. */
  private void killed() throws Exception {
    submit(SMALL);
    pause(random.nextInt(2_500));
    int victim = random.nextInt(2);
    instances[victim].kill();
    submit(SMALL);
    start(victim);
  }

  /** One instance sleeps through lease and session, and wakes up to find its work taken over. */
  private void frozen() throws Exception {
    bothReady();
    submit(LARGE);
    pause(500 + random.nextInt(1_000));
    int victim = random.nextInt(2);
    signal("STOP", victim);
    pause(9_000);
    signal("CONT", victim);
  }

  private void submit(String sql) {
    for (String tenant : TENANTS) {
      for (int count = 0; count < 2; count++) {
        String key = UUID.randomUUID().toString();
        await("a job is accepted")
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(200))
            .ignoreExceptions()
            .until(() -> accepted(tenant, key, sql));
      }
    }
  }

  /** By either instance; the key makes it safe to ask again after no answer. */
  private boolean accepted(String tenant, String key, String sql) {
    var created =
        client(random.nextInt(2), tenant)
            .with("X-Idempotency-Key", key)
            .post(
                "/v1/bulk/jobs",
                "{\"operation\": \"query\", \"object\": \"sales\", \"query\": \"" + sql + "\"}");
    if (created.status() == 201) {
      tenantOf.put(created.json().path("job_id").asText(), tenant);
    }
    return created.status() == 201;
  }

  private void everyJobIsKnownAndCompletes() throws Exception {
    for (Map.Entry<String, String> job : tenantOf.entrySet()) {
      for (int instance = 0; instance < 2; instance++) {
        ApiClient client = client(instance, job.getValue());
        assertThat(client.get("/v1/bulk/jobs/" + job.getKey()).status()).isEqualTo(200);
      }
    }
    Map<Long, Integer> sizes = new HashMap<>();
    for (Map.Entry<String, String> job : tenantOf.entrySet()) {
      ApiClient client = client(random.nextInt(2), job.getValue());
      await("job " + job.getKey())
          .atMost(Duration.ofSeconds(120))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> state(client, job.getKey()).equals("JobComplete"));
      sizes.merge(lines(client, job.getKey()), 1, Integer::sum);
    }
    // All small files are alike, and all large ones: nothing is missing and nothing is there twice.
    assertThat(sizes.keySet()).hasSize(2);
  }

  private static String state(ApiClient client, String job) {
    return client.get("/v1/bulk/jobs/" + job).json().path("state").asText();
  }

  private static long lines(ApiClient client, String job) throws Exception {
    var results = client.get("/v1/bulk/jobs/" + job + "/results").json();
    URI url = URI.create(results.path("download_url").asText());
    var file =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofLines());
    return file.body().count();
  }

  private void bothReady() {
    for (ServiceProcess instance : instances) {
      await("an instance is ready again").atMost(Duration.ofSeconds(60)).until(instance::ready);
    }
  }

  private void signal(String name, int instance) throws Exception {
    long pid = instances[instance].handle().pid();
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private ApiClient client(int instance, String tenant) {
    URI api = instances[instance].api();
    return tenant.equals("acme") ? ApiClient.acme(api) : ApiClient.globex(api);
  }

  private void start(int number) throws Exception {
    Map<String, String> environment = new HashMap<>(TestStack.environment());
    environment.put("SPECTRA_STATE_DIR", state.resolve("chaos-" + number).toString());
    environment.put("SPECTRA_CLUSTER_SECRET", "a-secret-of-this-test");
    environment.put("SPECTRA_BULK_QUERY_AUTOSTART", "0s");
    environment.put("SPECTRA_BULK_CONCURRENCY_PER_TENANT", "20");
    environment.put("SPECTRA_JOB_LEASE", "3s");
    environment.put("SPECTRA_JOB_HEARTBEAT", "600ms");
    environment.put("SPECTRA_JOB_ATTEMPTS", "50");
    environment.put("SPECTRA_LIMITS_ENABLED", "false");
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    instances[number] =
        ServiceProcess.startInCluster(environment, Path.of("target", "chaos-" + number + ".log"));
  }
}

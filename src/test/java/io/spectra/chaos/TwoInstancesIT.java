package io.spectra.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the packaged service, of which one is killed. */
@OnStack
class TwoInstancesIT {
  private static final int JOBS = 6;

  @TempDir Path state;

  @Test
  @DisplayName("R-041 what one instance accepted the other knows, also when the first is killed")
  void killed() throws Exception {
    ServiceProcess one = start("one");
    try (ServiceProcess two = start("two")) {
      unsigned(one);
      Map<String, List<String>> accepted = new HashMap<>();
      for (String tenant : List.of("acme", "globex")) {
        for (int count = 0; count < JOBS; count++) {
          accepted
              .computeIfAbsent(tenant, fresh -> new ArrayList<>())
              .add(submit(client(count % 2 == 0 ? one : two, tenant)));
        }
        read(client(one, tenant), accepted.get(tenant));
        read(client(two, tenant), accepted.get(tenant));
      }
      one.kill();
      for (String tenant : accepted.keySet()) {
        ApiClient client = client(two, tenant);
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> neverUnknown(client, accepted.get(tenant)));
        accepted.get(tenant).forEach(job -> completes(client, job));
      }
    } finally {
      one.close();
    }
  }

  /** Readable, or to be asked again; never unknown. */
  private static void neverUnknown(ApiClient client, List<String> jobs) {
    List<Integer> answers =
        jobs.stream().map(job -> client.get("/v1/bulk/jobs/" + job).status()).toList();
    if (answers.contains(404)) {
      throw new IllegalStateException("a job that was accepted is unknown");
    }
    assertThat(answers).containsOnly(200);
  }

  private static void completes(ApiClient client, String job) {
    await("job " + job)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> state(client, job).equals("JobComplete"));
  }

  private static String state(ApiClient client, String job) {
    return client.get("/v1/bulk/jobs/" + job).json().path("state").asText();
  }

  private static void read(ApiClient client, List<String> jobs) {
    jobs.forEach(job -> assertThat(client.get("/v1/bulk/jobs/" + job).status()).isEqualTo(200));
    assertThat(client.get("/v1/bulk/jobs?limit=100").json().path("jobs").findValuesAsText("job_id"))
        .containsAll(jobs);
  }

  private static String submit(ApiClient client) {
    var created =
        client.post(
            "/v1/bulk/jobs",
            "{\"operation\": \"query\", \"object\": \"sales\","
                + " \"query\": \"SELECT sale_id, region FROM sales\"}");
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created.json().path("job_id").asText();
  }

  /** whoever does not know the instances' secret is not answered, and not at all outside. */
  private static void unsigned(ServiceProcess service) throws Exception {
    assertThat(ask(service.management())).isEqualTo(401);
    assertThat(ask(service.api())).isEqualTo(404);
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

  private static ApiClient client(ServiceProcess service, String tenant) {
    return tenant.equals("acme") ? ApiClient.acme(service.api()) : ApiClient.globex(service.api());
  }

  private ServiceProcess start(String name) throws Exception {
    Map<String, String> environment = new HashMap<>(TestStack.environment());
    environment.put("SPECTRA_STATE_DIR", state.resolve(name).toString());
    environment.put("SPECTRA_CLUSTER_SECRET", "a-secret-of-this-test");
    environment.put("SPECTRA_BULK_QUERY_AUTOSTART", "1s");
    environment.put("SPECTRA_LIMITS_ENABLED", "false");
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    return ServiceProcess.startInCluster(environment, Path.of("target", "two-" + name + ".log"));
  }
}

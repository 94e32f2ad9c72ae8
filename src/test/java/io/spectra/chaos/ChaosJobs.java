package io.spectra.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.api.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The exports that a {@link Deployment} accepted, and what must hold of each. */
final class ChaosJobs {
  static final List<String> TENANTS = List.of("acme", "globex");

  /** Gives no row for hours. */
  static final String ENDLESS = "SELECT count(*) AS endless FROM sales a, sales b, sales c";

  /** What an export asks for, and how many lines its file has, the header included. */
  enum Size {
    SMALL("SELECT sale_id, region FROM sales ORDER BY sale_id LIMIT 100", 101),
    LARGE(
        "SELECT a.sale_id, b.region FROM sales a, sales b WHERE b.sale_id <= " + JobChaosIT.COPIES,
        JobChaosIT.COPIES * 20_000L + 1);

    private final String sql;
    private final long lines;

    Size(String sql, long lines) {
      this.sql = sql;
      this.lines = lines;
    }
  }

  private record Accepted(String tenant, Size size) {}

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Deployment deployment;
  private final Map<String, Accepted> jobs = new ConcurrentHashMap<>();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final List<String> wrong = new CopyOnWriteArrayList<>();

  ChaosJobs(Deployment deployment) {
    this.deployment = deployment;
  }

  int count() {
    return jobs.size();
  }

  /** Submits by any instance until one accepts; the key makes it safe to ask again. */
  String submit(String tenant, Size size) {
    String job = submit(tenant, size.sql);
    jobs.put(job, new Accepted(tenant, size));
    return job;
  }

  /** Submits an export that does not end by itself; it is none of those that complete. */
  String submitEndless(String tenant) {
    return submit(tenant, ENDLESS);
  }

  private String submit(String tenant, String sql) {
    String key = UUID.randomUUID().toString();
    return await("a job is accepted")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> accepted(tenant, key, sql), id -> !id.isEmpty());
  }

  private String accepted(String tenant, String key, String sql) {
    try {
      var created =
          deployment
              .client(tenant)
              .with("X-Idempotency-Key", key)
              .post(
                  "/v1/bulk/jobs",
                  "{\"operation\": \"query\", \"object\": \"sales\", \"query\": \"%s\"}"
                      .formatted(sql));
      check(created, 201, "POST");
      return created.status() == 201 ? created.json().path("job_id").asText() : "";
    } catch (UncheckedIOException gone) {
      return "";
    }
  }

  /** Reads all jobs once, each by any instance; what must never be seen is noted. */
  void readAll() {
    jobs.keySet().forEach(this::state);
  }

  /** The job's state, empty where the instance does not answer or asks for patience. */
  private String state(String job) {
    boolean hadEnded = ended.contains(job);
    ApiClient.Reply reply;
    try {
      reply = deployment.client(jobs.get(job).tenant).get("/v1/bulk/jobs/" + job);
    } catch (UncheckedIOException gone) {
      return "";
    }
    check(reply, 200, job);
    if (reply.status() != 200) {
      return "";
    }
    String state = reply.json().path("state").asText();
    if (state.equals("JobComplete")) {
      ended.add(job);
    } else if (hadEnded || state.equals("Failed")) {
      wrong.add(job + " is " + reply.text());
    }
    return state;
  }

  /** An answer is as it should be, or 503 with the time to come again; never 404. */
  private void check(ApiClient.Reply reply, int wanted, String what) {
    boolean patience = reply.status() == 503 && reply.header("Retry-After") != null;
    if (reply.status() != wanted && !patience) {
      wrong.add(what + ": " + reply.status() + " " + reply.text());
    }
  }

  void completes(String job) {
    await("job " + job)
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> state(job).equals("JobComplete"));
  }

  /** Every job completes, with one event that says so, and its file is whole. */
  void allComplete(JobEvents events) throws Exception {
    for (String job : jobs.keySet()) {
      completes(job);
      assertThat(lines(job)).as(job).isEqualTo(jobs.get(job).size.lines);
    }
    assertThat(wrong).isEmpty();
    await("a job is seen to be complete a moment before its event is committed")
        .atMost(Duration.ofSeconds(30))
        .until(() -> told(events));
    for (String job : jobs.keySet()) {
      assertThat(events.of(job, "JobComplete")).as(job).hasSize(1);
    }
  }

  private boolean told(JobEvents events) {
    events.catchUp();
    return jobs.keySet().stream().noneMatch(job -> events.of(job, "JobComplete").isEmpty());
  }

  /** How many of the jobs were completed by another attempt than the first. */
  long again(JobEvents events) {
    return jobs.keySet().stream().filter(job -> events.attempt(job) > 1).count();
  }

  private long lines(String job) throws Exception {
    ApiClient.Reply results =
        await("the result of " + job)
            .atMost(Duration.ofSeconds(60))
            .until(() -> results(job), reply -> reply.status() == 200);
    URI url = URI.create(results.json().path("download_url").asText());
    try (InputStream file =
        HTTP.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofInputStream()).body()) {
      return lines(file);
    }
  }

  private ApiClient.Reply results(String job) {
    var results = deployment.client(jobs.get(job).tenant).get("/v1/bulk/jobs/" + job + "/results");
    check(results, 200, "results of " + job);
    return results;
  }

  private static long lines(InputStream file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long lines = 0;
    for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
      for (int at = 0; at < read; at++) {
        lines += buffer[at] == '\n' ? 1 : 0;
      }
    }
    return lines;
  }
}

package io.spectra.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import io.spectra.bulk.ingest.LoadClient;
import io.spectra.chaos.ServiceProcess;
import io.spectra.trace.Collector.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of the packaged service: its traces at a collector, its log as JSON. */
@OnStack
class ObservedIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String CALLER = "00f067aa0ba902b7";
  private static final String MARK = "a_literal_that_is_nobodys_business";

  @TempDir static Path folder;
  private static Collector collector;
  private static ServiceProcess service;
  private static ServiceProcess other;
  private static ApiClient acme;

  @BeforeAll
  static void start() throws Exception {
    collector = new Collector();
    Map<String, String> environment = new HashMap<>(TestStack.environment());
    environment.put("SPECTRA_LIMITS_ENABLED", "false");
    environment.put("SPECTRA_BULK_QUERY_AUTOSTART", "0s");
    environment.put("SPECTRA_TRACING_ENDPOINT", collector.url());
    environment.put("OTEL_BSP_SCHEDULE_DELAY", "200");
    environment.put("QUARKUS_LOG_CATEGORY__IO_SPECTRA_API__LEVEL", "DEBUG");
    environment.put("SPECTRA_CLUSTER_SECRET", "a secret of both instances");
    CompletableFuture<ServiceProcess> second =
        CompletableFuture.supplyAsync(() -> start(environment, "other"));
    service = start(environment, "this");
    other = second.get();
    acme = ApiClient.acme(service.api()).whenReady();
    ApiClient.acme(other.api()).whenReady();
  }

  private static ServiceProcess start(Map<String, String> environment, String name) {
    Map<String, String> own = new HashMap<>(environment);
    own.put("SPECTRA_STATE_DIR", folder.resolve("state-" + name).toString());
    try {
      return ServiceProcess.startInCluster(own, folder.resolve(name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void stop() {
    service.close();
    other.close();
    collector.close();
  }

  @Test
  @DisplayName("R-086 A query is one trace, from the client's span to the warehouse's statement")
  void query() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    var reply = traced(trace).with("X-Request-ID", "seen-1").query("SELECT '" + MARK + "' AS mark");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    String job = reply.json().at("/metadata/job_id").asText();

    Seen request = span(trace, "POST /v1/queries");
    assertThat(request.parent()).isEqualTo(CALLER);
    assertThat(request.attributes())
        .contains("spectra.tenant=acme", "spectra.request_id=seen-1", "spectra.job_id=" + job)
        .contains("http.response.status_code=200", "http.route=/v1/queries");
    assertThat(span(trace, "direct:query").parent()).isEqualTo(request.id());
    assertThat(span(trace, "queryGate.judge").parent()).isEqualTo(span(trace, "direct:query").id());
    assertThat(span(trace, "queryRun.run").attributes()).contains("db.system.name=aws.redshift");
    assertThat(collector.of(trace)).noneMatch(seen -> seen.toString().contains(MARK));
    assertThat(collector.of(trace)).noneMatch(seen -> seen.toString().contains("spk_"));
    assertThat(tellOf(trace, 3))
        .containsExactlyInAnyOrder(
            "spectra.jobs.commands body", "spectra.jobs.events body", "spectra.jobs.events header");
  }

  @Test
  @DisplayName("R-086 The records of a query under a key, and behind a 202, carry its trace")
  void queriesOfTheirOwnRecords() throws Exception {
    String keyed = "4bf92f3577b34da6a3ce929d0e0e473a";
    assertThat(traced(keyed).with("X-Idempotency-Key", "seen-6").query("SELECT 6 AS six").status())
        .isEqualTo(200);
    String later = "4bf92f3577b34da6a3ce929d0e0e473b";
    assertThat(traced(later).with("Prefer", "respond-async").query("SELECT 7 AS seven").status())
        .isEqualTo(202);
    for (String trace : List.of(keyed, later)) {
      assertThat(tellOf(trace, 4))
          .containsExactlyInAnyOrder(
              "spectra.jobs.commands header",
              "spectra.jobs.commands body",
              "spectra.jobs.events body",
              "spectra.jobs.events header");
    }
  }

  @Test
  @DisplayName("R-086 What one instance asks another is a part of the trace, at both ends")
  void askedOfTheOther() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e473c";
    for (ServiceProcess each : List.of(service, other)) {
      var reply =
          ApiClient.acme(each.api())
              .with("traceparent", traceparent(trace))
              .get("/v1/jobs/job-none");
      assertThat(reply.status()).isEqualTo(404);
    }
    // One of them serves the tenant, and is asked by the other.
    Seen asking = span(trace, "POST /internal/jobs", "CLIENT");
    Seen answering = span(trace, "POST /internal/jobs", "SERVER");
    assertThat(answering.parent()).isEqualTo(asking.id());
    assertThat(collector.of(trace))
        .filteredOn(seen -> seen.name().equals("jobs.get"))
        .extracting(Seen::id)
        .contains(asking.parent());
  }

  @Test
  @DisplayName(
      "R-086 An export is one trace from the request through Kafka to the worker's attempt")
  void exported() throws Exception {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4737";
    var created = traced(trace).with("X-Request-ID", "seen-2").post("/v1/bulk/jobs", export());
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    String job = created.json().path("job_id").asText();

    Seen submitted = span(trace, "bulkJobs.create");
    Seen attempt = span(trace, "attempt at query");
    assertThat(attempt.parent()).isEqualTo(submitted.id());
    assertThat(attempt.links()).containsExactly(submitted.id());
    assertThat(attempt.attributes())
        .contains("spectra.tenant=acme", "spectra.request_id=seen-2", "spectra.job_id=" + job)
        .contains("spectra.attempt=1");
    assertThat(span(trace, "exportComplete").parent()).isEqualTo(attempt.id());
    assertThat(tellOf(trace, 5))
        .containsExactlyInAnyOrder(
            "spectra.jobs.commands header",
            "spectra.jobs.commands body",
            "spectra.jobs.tasks header",
            "spectra.jobs.events header",
            "spectra.jobs.events body");
  }

  @Test
  @DisplayName("R-081 R-086 A job submitted by record goes on with the trace of the record")
  void submittedByRecord() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4738";
    ProducerRecord<String, String> record =
        new ProducerRecord<>("spectra.jobs.requests", "acme", export());
    record.headers().add("authorization", "Bearer spk_acme_demo".getBytes(StandardCharsets.UTF_8));
    record.headers().add("x-tenant-id", "acme".getBytes(StandardCharsets.UTF_8));
    record.headers().add("traceparent", traceparent(trace).getBytes(StandardCharsets.UTF_8));
    try (var producer =
        new KafkaProducer<>(kafka(), new StringSerializer(), new StringSerializer())) {
      producer.send(record);
    }
    assertThat(span(trace, "attempt at query").parent())
        .isEqualTo(span(trace, "submit by record").id());
  }

  @Test
  @DisplayName("R-006 R-086 Log lines are JSON and say whose request, tenant, job and trace it is")
  void log() throws Exception {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4739";
    var failing = traced(trace).with("X-Request-ID", "seen-3").query("SELECT 1 / 0 AS x");
    assertThat(failing.status()).isEqualTo(400);
    String job =
        traced(trace)
            .with("X-Request-ID", "seen-4")
            .post("/v1/bulk/jobs", export())
            .json()
            .path("job_id")
            .asText();
    String load =
        new LoadClient(traced(trace).with("X-Request-ID", "seen-5"))
            .load(LoadClient.job("upsert", "customers"), "customer_id,name\n990001,Nobody\n")
            .path("job_id")
            .asText();

    line(Map.of("request_id", "seen-3", "tenant", "acme", "trace_id", trace), "INVALID_SQL");
    line(mdc("seen-4", job, trace), "attempt 1 at " + job);
    line(mdc("seen-5", load, trace), "attempt 1 at " + load);
  }

  private static Map<String, String> mdc(String request, String job, String trace) {
    return Map.of("request_id", request, "tenant", "acme", "job_id", job, "trace_id", trace);
  }

  /** Waits for a line with these words and exactly such values in its {@code mdc}. */
  private static void line(Map<String, String> mdc, String words) {
    await(words)
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(lines())
                    .map(ObservedIT::parse)
                    .filteredOn(line -> line.path("message").asText().contains(words))
                    .anySatisfy(
                        line ->
                            mdc.forEach(
                                (name, value) ->
                                    assertThat(line.path("mdc").path(name).asText())
                                        .as(name)
                                        .isEqualTo(value))));
  }

  private static List<String> lines() throws IOException {
    List<String> all = new ArrayList<>(Files.readAllLines(folder.resolve("this.json")));
    all.addAll(Files.readAllLines(folder.resolve("other.json")));
    return all;
  }

  private static JsonNode parse(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError("a line of the log that is not JSON: " + line, e);
    }
  }

  private static Seen span(String trace, String name) {
    return span(name, seen -> seen.trace().equals(trace) && seen.name().equals(name));
  }

  private static Seen span(String trace, String name, String kind) {
    return span(
        kind + " " + name,
        seen -> seen.trace().equals(trace) && seen.name().equals(name) && seen.kind().equals(kind));
  }

  private static Seen span(String about, Predicate<Seen> which) {
    return await(about)
        .atMost(SOON)
        .until(() -> collector.all().stream().filter(which).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  /** Reads the topics from their beginning until so many places have been seen to name a trace. */
  private static Set<String> tellOf(String trace, int places) {
    Set<String> told = new TreeSet<>();
    try (var consumer =
        new KafkaConsumer<>(reader(), new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(
          List.of("spectra.jobs.commands", "spectra.jobs.tasks", "spectra.jobs.events"));
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                for (ConsumerRecord<String, String> record :
                    consumer.poll(Duration.ofMillis(200))) {
                  Header header = record.headers().lastHeader("traceparent");
                  if (header != null && new String(header.value()).contains(trace)) {
                    told.add(record.topic() + " header");
                  }
                  if (record.value() != null && record.value().contains(trace)) {
                    told.add(record.topic() + " body");
                  }
                }
                assertThat(told).hasSize(places);
              });
    }
    return told;
  }

  private static Map<String, Object> reader() {
    Map<String, Object> settings = new HashMap<>(kafka());
    settings.put("group.id", "observed-" + UUID.randomUUID());
    settings.put("auto.offset.reset", "earliest");
    return settings;
  }

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", TestStack.kafkaBootstrapServers());
  }

  private static ApiClient traced(String trace) {
    return acme.with("traceparent", traceparent(trace));
  }

  private static String traceparent(String trace) {
    return "00-" + trace + "-" + CALLER + "-01";
  }

  private static String export() {
    return "{\"operation\": \"query\", \"object\": \"sales\", \"query\": \"SELECT 1 AS n\"}";
  }
}

package io.spectra.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Guarded.class)
class AuditTest {
  private static final int FLOOD = 300;

  @TestHTTPResource URI base;

  @Test
  @DisplayName("R-086 each request of a known caller leaves one record; no secret is on any topic")
  void recordsRequests() throws IOException {
    ApiClient acme = ApiClient.acme(base).whenReady();
    String id = "audit-" + UUID.randomUUID();
    String sql = "SELECT sale_id FROM sales ORDER BY sale_id LIMIT 3";
    var answered = acme.with("X-Request-ID", id + "-1").query(sql);
    acme.with("X-Request-ID", id + "-2").query("DROP TABLE sales");
    acme.with("X-Request-ID", id + "-3").get("/v1/jobs/job-absent");
    ApiClient.stranger(base).with("X-Request-ID", id + "-4").query(sql);
    ApiClient stranger = acme.with("Authorization", "Bearer spk_wrong_but_secret");
    stranger.with("X-Request-ID", id + "-5").query(sql);
    acme.with("X-Tenant-ID", "globex").with("X-Request-ID", id + "-6").query(sql);

    List<JsonNode> records = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              records.clear();
              read("spectra.audit").stream()
                  .map(AuditTest::json)
                  .filter(record -> record.path("request_id").asText().startsWith(id))
                  .forEach(records::add);
              assertThat(records).hasSize(5);
            });

    JsonNode query = byId(records, id + "-1");
    assertThat(query.path("caller").asText()).isEqualTo("acme/demo");
    assertThat(query.path("operation").asText()).isEqualTo("executeQuery");
    assertThat(query.path("outcome").asText()).isEqualTo("OK");
    assertThat(query.path("rows").asInt()).isEqualTo(3);
    assertThat(query.path("bytes").asLong()).isEqualTo(answered.text().length());
    assertThat(query.path("job_id").asText())
        .isEqualTo(answered.json().at("/metadata/job_id").asText());
    assertThat(query.path("sql_sha256").asText()).hasSize(64);
    assertThat(query.has("sql")).isFalse();
    assertThat(byId(records, id + "-2").path("outcome").asText()).isEqualTo("SQL_BLOCKED");
    assertThat(byId(records, id + "-3").path("job_id").asText()).isEqualTo("job-absent");
    JsonNode unknown = byId(records, id + "-5");
    assertThat(unknown.path("outcome").asText()).isEqualTo("UNAUTHORIZED");
    assertThat(unknown.path("status").asInt()).isEqualTo(401);
    assertThat(unknown.path("claimed_tenant").asText()).isEqualTo("acme");
    assertThat(unknown.path("credential").asText()).isEqualTo("api-key");
    assertThat(unknown.path("operation").asText()).isEqualTo("executeQuery");
    assertThat(unknown.has("tenant") || unknown.has("caller")).isFalse();
    assertThat(unknown.toString()).doesNotContain("secret");
    JsonNode foreign = byId(records, id + "-6");
    assertThat(foreign.path("outcome").asText()).isEqualTo("FORBIDDEN");
    assertThat(foreign.path("caller").asText()).isEqualTo("acme/demo");
    assertThat(foreign.path("claimed_tenant").asText()).isEqualTo("globex");
    var schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("kafka/schemas/audit-record.json")));
    assertThat(records).allSatisfy(record -> assertThat(schema.validate(record)).isEmpty());
  }

  @Test
  @DisplayName("R-086 a flood of refusals is counted, and leaves a bounded number of records")
  void floods() throws Exception {
    ApiClient acme = ApiClient.acme(base).whenReady().with("X-Tenant-ID", "globex");
    String id = "flood-" + UUID.randomUUID();
    IntStream.range(0, FLOOD)
        .parallel()
        .forEach(i -> acme.with("X-Request-ID", id + i).get("/v1/bulk/jobs"));
    String last = "after-" + id;
    ApiClient.acme(base).with("X-Request-ID", last).get("/v1/bulk/jobs");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> read("spectra.audit").stream().anyMatch(each -> each.contains(last)));
    assertThat(read("spectra.audit").stream().filter(each -> each.contains("\"" + id)))
        .hasSizeBetween(1, FLOOD / 2);
    assertThat(ApiClient.stranger(management).get("/q/metrics").text())
        .containsPattern("spectra_audit_left_out_total [1-9]");
  }

  @Test
  @DisplayName("no credential is on any topic, in metrics or in health")
  void secretsStaySecret() {
    ApiClient acme = ApiClient.acme(base).whenReady();
    acme.query("SELECT 1 AS one");
    List<String> secrets =
        List.of("spk_acme_demo", "spectra-demo-acme", "spectra-demo-secret-acme");

    for (String topic : List.of("spectra.audit", "spectra.jobs.commands", "spectra.jobs.events")) {
      String all = String.join("\n", read(topic));
      assertThat(secrets).as(topic).noneMatch(all::contains);
    }
    for (String path : List.of("/q/metrics", "/q/health")) {
      assertThat(secrets).noneMatch(ApiClient.stranger(management).get(path).text()::contains);
    }
  }

  @TestHTTPResource(value = "/q/health", management = true)
  URI management;

  private static JsonNode byId(List<JsonNode> records, String id) {
    return records.stream()
        .filter(record -> record.path("request_id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> read(String topic) {
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", TestStack.kafkaBootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(100)).forEach(each -> values.add(each.value()));
      }
    }
    values.removeIf(java.util.Objects::isNull);
    return values;
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

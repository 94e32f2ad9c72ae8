package io.spectra.api.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BulkRequestsTest {
  private static final String EXPORT =
      "{\"operation\": \"query\", \"object\": \"sales\", \"query\": \"SELECT 1 AS one\"}";
  private static final Map<String, String> ACME =
      Map.of("authorization", "Bearer spk_acme_demo", "x-tenant-id", "acme");

  @TestHTTPResource URI base;
  @Inject BulkRequests requests;

  private final Map<String, ConsumerRecord<String, String>> replies = new HashMap<>();
  private KafkaProducer<String, String> producer;
  private KafkaConsumer<String, String> consumer;
  private ApiClient acme;

  @BeforeEach
  void connect() {
    acme = ApiClient.acme(base).whenReady();
    Map<String, Object> kafka =
        Map.of(
            "bootstrap.servers", TestStack.kafkaBootstrapServers(), "auto.offset.reset", "latest");
    producer = new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer());
    consumer = new KafkaConsumer<>(kafka, new StringDeserializer(), new StringDeserializer());
    List<TopicPartition> all =
        consumer.partitionsFor("spectra.jobs.replies").stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position);
  }

  @AfterEach
  void disconnect() {
    producer.close();
    consumer.close();
  }

  @Test
  @DisplayName("R-081 a record makes a job that HTTP knows, and the reply says which")
  void accepted() throws IOException {
    JsonNode reply = reply(send(ACME, EXPORT));

    assertThat(reply.path("status").asInt()).as(reply.toString()).isEqualTo(201);
    var job = acme.get("/v1/bulk/jobs/" + reply.at("/body/job_id").asText());
    assertThat(job.status()).isEqualTo(200);
    assertThat(replies.values()).allMatch(record -> "acme".equals(record.key()));
    follows(reply);
  }

  @Test
  @DisplayName("R-081 R-030 a key by record and the same key by HTTP are one job")
  void idempotent() {
    String key = UUID.randomUUID().toString();
    Map<String, String> keyed = with(ACME, "x-idempotency-key", key);
    String first = reply(send(keyed, EXPORT)).at("/body/job_id").asText();
    JsonNode again = reply(send(keyed, EXPORT));
    JsonNode other = reply(send(keyed, EXPORT.replace("one", "two")));

    assertThat(again.at("/body/job_id").asText()).isEqualTo(first);
    assertThat(again.path("replayed").asBoolean()).isTrue();
    assertThat(other.path("status").asInt()).isEqualTo(409);
    var http = acme.with("X-Idempotency-Key", key).post("/v1/bulk/jobs", EXPORT);
    assertThat(http.json().path("job_id").asText()).isEqualTo(first);
  }

  @Test
  @DisplayName("R-081 a record that is delivered again makes no second job")
  void deliveredAgain() {
    RequestRecord record = record("spectra.jobs.requests-0@" + System.nanoTime() + "/1");
    String first = job(requests.take(record));
    assertThat(job(requests.take(record))).isEqualTo(first);
    assertThat(job(requests.take(record("spectra.jobs.requests-1@" + System.nanoTime() + "/1"))))
        .isNotEqualTo(first);
  }

  @Test
  @DisplayName(
      "R-081 R-002 R-004 R-005 R-015 what HTTP would refuse is refused, and the next goes on")
  void refused() throws IOException {
    refused(401, "UNAUTHORIZED", Map.of(), EXPORT);
    refused(401, "UNAUTHORIZED", with(ACME, "authorization", "Bearer wrong"), EXPORT);
    refused(401, "UNAUTHORIZED", with(ACME, "authorization", "AWS4-HMAC-SHA256 x"), EXPORT);
    refused(400, "INVALID_REQUEST", Map.of("authorization", "Bearer spk_acme_demo"), EXPORT);
    refused(403, "FORBIDDEN", with(ACME, "x-tenant-id", "globex"), EXPORT);
    refused(403, "FORBIDDEN", with(ACME, "authorization", "Bearer spk_acme_readonly"), EXPORT);
    refused(400, "INVALID_REQUEST", ACME, null);
    refused(400, "INVALID_REQUEST", ACME, "no json");
    refused(400, "INVALID_REQUEST", ACME, EXPORT.replace("object", "objekt"));
    refused(400, "SQL_BLOCKED", ACME, EXPORT.replace("SELECT 1 AS one", "DROP TABLE sales"));
    refused(400, "INVALID_REQUEST", with(ACME, "x-idempotency-key", "é"), EXPORT);
    JsonNode misled = reply(send(with(ACME, "kafka.OVERRIDE_TOPIC", "elsewhere"), EXPORT));
    assertThat(misled.path("status").asInt()).isEqualTo(201);
  }

  @Test
  @DisplayName("R-081 the request's schema names the fields of the contract")
  void schema() throws IOException {
    Set<String> named = names(json(Files.readString(Path.of("kafka/schemas/job-request.json"))));
    assertThat(named)
        .isEqualTo(
            names(acme.get("/openapi.json").json().at("/components/schemas/BulkJobRequest")));
  }

  private void refused(int status, String code, Map<String, String> headers, String value)
      throws IOException {
    JsonNode reply = reply(send(headers, value));
    assertThat(reply.path("status").asInt()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.at("/body/error/code").asText()).isEqualTo(code);
    follows(reply);
  }

  private static void follows(JsonNode reply) throws IOException {
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("kafka/schemas/job-reply.json")))
                .validate(reply.toString(), InputFormat.JSON))
        .isEmpty();
  }

  /** Sends a record and gives its correlation id. */
  private String send(Map<String, String> headers, String value) {
    String correlation = UUID.randomUUID().toString();
    ProducerRecord<String, String> record =
        new ProducerRecord<>("spectra.jobs.requests", "acme", value);
    headers.forEach((name, text) -> record.headers().add(name, bytes(text)));
    record.headers().add("correlation-id", bytes(correlation));
    producer.send(record);
    return correlation;
  }

  private JsonNode reply(String correlation) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              consumer
                  .poll(Duration.ofMillis(100))
                  .forEach(
                      record ->
                          replies.put(
                              text(record.headers().lastHeader("correlation-id").value()), record));
              return replies.containsKey(correlation);
            });
    return json(replies.get(correlation).value());
  }

  private static RequestRecord record(String place) {
    RecordHeaders headers = new RecordHeaders();
    ACME.forEach((name, value) -> headers.add(name, bytes(value)));
    return new RequestRecord(place, null, headers, bytes(EXPORT));
  }

  private static String job(RequestReply reply) {
    return json(text(reply.json())).at("/body/job_id").asText();
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(name, value);
    return all;
  }

  private static Set<String> names(JsonNode schema) {
    Set<String> names = new HashSet<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

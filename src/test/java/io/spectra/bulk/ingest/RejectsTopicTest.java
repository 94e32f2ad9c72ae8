package io.spectra.bulk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rejected records on their topic. */
@QuarkusTest
class RejectsTopicTest {
  @TestHTTPResource("/")
  URI base;

  @BeforeEach
  void table() throws SQLException {
    PartsTable.create();
  }

  @Test
  @DisplayName("R-059 rejected records are published, in the form of their schema")
  void publishesRejects() throws Exception {
    JsonNode ended =
        acme().load(LoadClient.job("insert", "parts"), "part_id,name\nx,=1+1\n80,ok\n");
    String id = ended.path("job_id").asText();
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("kafka/schemas/job-reject.json")));
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            TestStack.kafkaBootstrapServers(),
            "group.id",
            "rejects-" + id,
            "auto.offset.reset",
            "earliest",
            "key.deserializer",
            StringDeserializer.class,
            "value.deserializer",
            StringDeserializer.class);
    List<String> published = new ArrayList<>();
    try (var consumer = new KafkaConsumer<String, String>(settings)) {
      consumer.subscribe(List.of("spectra.jobs.rejects"));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        record -> {
                          if (id.equals(record.key())) {
                            published.add(record.value());
                          }
                        });
                return !published.isEmpty();
              });
    }
    assertThat(published).hasSize(1);
    JsonNode record = new ObjectMapper().readTree(published.get(0));
    assertThat(schema.validate(record)).isEmpty();
    assertThat(record.at("/values/name").asText()).isEqualTo("=1+1");
    assertThat(record.path("error").asText()).startsWith("record 1: ");
  }

  private LoadClient acme() {
    return new LoadClient(ApiClient.acme(base).whenReady());
  }
}

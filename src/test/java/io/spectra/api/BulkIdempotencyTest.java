package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.TestStack;
import io.spectra.api.contract.Contract;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BulkIdempotencyTest {
  private static final String BODY =
      "{\"operation\": \"query\", \"object\": \"sales\", \"query\": \"SELECT 1 AS one\"}";
  private static final String SAME_BODY =
      "{ \"query\":\"SELECT \\u0031 AS one\",\"object\":\"sales\",\"operation\":\"query\" }";
  private static final String OTHER_BODY = BODY.replace("one", "two");

  @TestHTTPResource URI base;
  @Inject Contract contract;
  private ApiClient acme;
  private String key;

  @BeforeEach
  void connect() {
    acme = ApiClient.acme(base).whenReady();
    key = "test " + UUID.randomUUID() + " /~!";
  }

  @Test
  @DisplayName("R-030 a repeated submission gives the first one's 201 back, byte for byte")
  void repeats() {
    var first = create(acme, BODY);
    var again = create(acme, SAME_BODY);

    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(first.header("X-Idempotent-Replay")).isNull();
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.header("X-Idempotent-Replay")).isEqualTo("true");
    assertThat(violations(again)).isEmpty();
  }

  @Test
  @DisplayName("R-030 a repetition is answered as at first though its table is gone by now")
  void tableGone() throws SQLException {
    String table = "gone_" + UUID.randomUUID().toString().substring(0, 8);
    String body = "{\"operation\": \"insert\", \"object\": \"%s\"}".formatted(table);
    execute("CREATE TABLE %1$s (id int); GRANT ALL ON %1$s TO spectra_acme".formatted(table));
    var first = create(acme, body);
    execute("DROP TABLE " + table);
    var again = create(acme, body);
    var other = create(acme, body.replace("insert", "delete"));
    key = key + "2";
    var fresh = create(acme, body);

    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(again.status()).as(again.text()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.header("X-Idempotent-Replay")).isEqualTo("true");
    assertThat(other.status()).as(other.text()).isEqualTo(409);
    assertThat(fresh.status()).as(fresh.text()).isEqualTo(404);
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  @DisplayName("R-031 the same key with another body is a conflict")
  void otherBody() {
    create(acme, BODY);
    var other = create(acme, OTHER_BODY);
    assertThat(other.status()).as(other.text()).isEqualTo(409);
    assertThat(other.error()).isEqualTo("CONFLICT");
    assertThat(violations(other)).isEmpty();
  }

  @Test
  @DisplayName("R-032 a refused submission leaves the key free; a key is its tenant's own")
  void scope() {
    assertThat(create(acme, BODY.replace("SELECT", "DROP")).status()).isEqualTo(400);
    var mine = create(acme, BODY);
    var foreign = create(ApiClient.globex(base), OTHER_BODY);
    assertThat(mine.status()).isEqualTo(201);
    assertThat(foreign.status()).isEqualTo(201);
    assertThat(foreign.header("X-Idempotent-Replay")).isNull();
  }

  @Test
  @DisplayName("R-033 fifty submissions at once with one key create one job")
  void fiftyAtOnce() {
    List<ApiClient.Reply> all =
        IntStream.range(0, 50).parallel().mapToObj(i -> create(acme, BODY)).toList();
    Set<String> jobs =
        all.stream().map(reply -> reply.json().path("job_id").asText()).collect(Collectors.toSet());
    assertThat(all).allMatch(reply -> reply.status() == 201);
    assertThat(jobs).hasSize(1);
    assertThat(all.stream().filter(reply -> reply.header("X-Idempotent-Replay") == null).count())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @DisplayName("R-007 a key of another form is refused, naming the header")
  @ValueSource(strings = {"", "tab\there"})
  void invalidKeys(String invalid) {
    refused(invalid);
  }

  @Test
  @DisplayName("R-007 a key has 255 characters at most")
  void longKeys() {
    refused("k".repeat(256));
    key = "k".repeat(220) + UUID.randomUUID().toString().substring(1);
    assertThat(key).hasSize(255);
    assertThat(create(acme, BODY).status()).isEqualTo(201);
  }

  private void refused(String invalid) {
    key = invalid;
    var reply = create(acme, BODY);
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.detail("field").asText()).isEqualTo("X-Idempotency-Key");
    assertThat(violations(reply)).isEmpty();
  }

  private ApiClient.Reply create(ApiClient client, String body) {
    return client.with("X-Idempotency-Key", key).post("/v1/bulk/jobs", body);
  }

  private List<String> violations(ApiClient.Reply reply) {
    return Violations.of(contract, "createBulkJob", reply);
  }
}

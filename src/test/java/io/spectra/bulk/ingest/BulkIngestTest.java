package io.spectra.bulk.ingest;

import static io.spectra.bulk.ingest.LoadClient.job;
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
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads from their submission to the rows in the table, through every part of the house. */
@QuarkusTest
class BulkIngestTest {
  private static final String TABLE =
      """
      DROP TABLE IF EXISTS parts;
      CREATE TABLE parts (part_id bigint NOT NULL, name varchar(8) NOT NULL, price decimal(8,2),
        "Mixed" integer DEFAULT 7, code varchar(8), tenant_id varchar(64) NOT NULL
          DEFAULT current_tenant(),
        PRIMARY KEY (tenant_id, part_id), UNIQUE (tenant_id, code));
      ALTER TABLE parts ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own_rows ON parts
        USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
      GRANT SELECT, INSERT, UPDATE, DELETE ON parts TO spectra_acme, spectra_globex;
      INSERT INTO parts (part_id, name, price, code, tenant_id)
        VALUES (1, 'one', 1.5, 'a', 'acme'), (2, 'two', 2.5, 'b', 'acme'), (3, 'x', 0, 'c', 'globex');
      """;

  @TestHTTPResource("/")
  URI base;

  @BeforeEach
  void table() throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
  }

  @Test
  @DisplayName("R-058 R-059 insert applies what fits and rejects the rest one by one, with reasons")
  void inserts() throws Exception {
    String file =
        "Part_ID,name,price,\"\"\"Mixed\"\"\",code\r\n"
            + "10,ten,10.005,,k\r\n"
            + "11,\"\",-1,3,\r\n"
            + "x,bad,1,1,\r\n"
            + "12,much too long,1,1,\r\n"
            + "13,,1,1,\r\n"
            + "10,again,1,1,\r\n"
            + "1,exists,1,1,\r\n"
            + "14,code,1,1,a\r\n"
            + "15,digits,1234567,1,\r\n"
            + "16,few\r\n";

    JsonNode ended = acme().load(job("insert", "parts"), file);

    assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("JobComplete");
    assertThat(ended.path("number_records_processed").asLong()).isEqualTo(2);
    assertThat(ended.path("number_records_failed").asLong()).isEqualTo(8);
    assertThat(rows("acme", "part_id >= 10"))
        .containsExactly("10|ten|10.01|null|k", "11||-1.00|3|null");
    assertThat(acme().rejected(ended))
        .isEqualTo(
            """
            Part_ID,name,price,""\"Mixed""\",code,error_code,error
            x,bad,1,1,,TYPE_MISMATCH,record 3: part_id: 'x' is no whole number
            12,much too long,1,1,,TOO_LONG,"record 4: name: 'much too long' has 13 bytes, the column takes 8"
            13,,1,1,,NOT_NULL,record 5: name: the column takes no NULL
            10,again,1,1,,DUPLICATE_KEY,record 6: part_id is the same as in record 1
            1,exists,1,1,,KEY_EXISTS,record 7: a row with this part_id is there already
            14,code,1,1,a,KEY_EXISTS,record 8: a row with this code is there already
            15,digits,1234567,1,,OUT_OF_RANGE,"record 9: price: '1234567' is out of range for a DECIMAL(8,2)"
            16,few,,,,MALFORMED_RECORD,"record 10: it has 2 fields, the header has 5"
            """);
  }

  @Test
  @DisplayName("R-058 update changes the columns of the file, of rows that are there")
  void updates() throws Exception {
    JsonNode ended =
        acme()
            .load(
                job("update", "public.parts").put("compression", "GZIP"),
                gzip("name,part_id\nneu,1\nno,9\n"));

    assertThat(ended.path("number_records_processed").asLong()).as(ended + "").isEqualTo(1);
    assertThat(rows("acme", "true")).containsExactly("1|neu|1.50|7|a", "2|two|2.50|7|b");
    assertThat(acme().rejected(ended))
        .endsWith("no,9,NO_MATCH,record 2: no row has this part_id\n");
  }

  @Test
  @DisplayName("R-058 upsert by JSON leaves alone what a record does not have, and tenants apart")
  void upserts() throws Exception {
    String file =
        """
        {"part_id": 1, "name": "uno"}
        {"part_id": 20, "name": "veinte", "price": 1e1}
        {"part_id": 2, "name": "b", "price": null, "tenant_id": "acme"}
        {"part_id": 21, "name": "not ours", "tenant_id": "globex"}
        {"part_id": 3, "name": "three"}
        """;

    JsonNode ended = acme().load(job("upsert", "parts").put("content_type", "JSON"), file);

    assertThat(ended.path("number_records_failed").asLong()).as(ended + "").isEqualTo(1);
    assertThat(acme().rejected(ended)).contains("OTHER_TENANT,record 4: ");
    assertThat(rows("acme", "true"))
        .containsExactly(
            "1|uno|1.50|7|a", "2|b|null|7|b", "20|veinte|10.00|7|null", "3|three|null|7|null");
    assertThat(rows("globex", "true")).containsExactly("3|x|0.00|7|c");
  }

  @Test
  @DisplayName("R-058 delete by another key than the primary one touches the tenant's rows alone")
  void deletes() throws Exception {
    JsonNode ended =
        acme().load(job("delete", "parts").put("external_id_field", "CODE"), "code\na\nc\n");

    assertThat(ended.path("number_records_processed").asLong()).as(ended + "").isEqualTo(1);
    assertThat(rows("acme", "true")).containsExactly("2|two|2.50|7|b");
    assertThat(rows("globex", "true")).hasSize(1);
  }

  @Test
  @DisplayName("R-053 several parts are one file, whose records are numbered through")
  void parts() throws Exception {
    String id = acme().created(job("insert", "parts"));
    acme().put(acme().uploadUrl(id, 2), "part_id,name\n31,b\n1,c\n".getBytes());
    assertThat(acme().start(id).status()).isEqualTo(409);
    acme().put(acme().uploadUrl(id, 1), "part_id,name\n30,a\n".getBytes());
    acme().start(id);

    JsonNode ended = acme().ended(id);

    assertThat(ended.path("number_records_processed").asLong()).as(ended + "").isEqualTo(2);
    assertThat(acme().rejected(ended)).contains("record 3: ");
  }

  @Test
  @DisplayName("R-054 nothing uploaded is a conflict; what is uploaded later is not loaded")
  void pinned() throws Exception {
    String id = acme().created(job("insert", "parts"));
    ApiClient.Reply early = acme().start(id);
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.detail("state").asText()).isEqualTo("Open");
    URI url = acme().uploadUrl(id, 1);
    acme().put(url, "part_id,name\n40,first\n".getBytes());
    acme().start(id);
    acme().put(url, "part_id,name\n41,other\n".getBytes());

    JsonNode ended = acme().ended(id);

    assertThat(rows("acme", "part_id = 41")).isEmpty();
    assertThat(ApiClient.acme(base).get("/v1/bulk/jobs/" + id + "/upload-url").status())
        .isEqualTo(409);
    if (ended.path("state").asText().equals("Failed")) {
      assertThat(ended.at("/error/message").asText()).contains("not what it was");
    }
  }

  @Test
  @DisplayName("R-050 a table that is not the tenant's is not found; a key that is none is refused")
  void refusesSubmission() throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement()) {
      statement.execute(
          "DROP TABLE IF EXISTS keyless; CREATE TABLE keyless (a int);"
              + "GRANT SELECT, INSERT, UPDATE ON keyless TO spectra_acme");
    }
    for (String object :
        List.of("no_such", "pg_class", "information_schema.tables", "spectra.spectra_applied")) {
      ApiClient.Reply reply = post(job("insert", object).toString());
      assertThat(reply.status()).as(object).isEqualTo(404);
    }
    assertThat(
            ApiClient.globex(base)
                .post("/v1/bulk/jobs", job("insert", "keyless").toString())
                .status())
        .isEqualTo(404);
    ApiClient.Reply keyless = post(job("update", "keyless").toString());
    assertThat(keyless.status()).isEqualTo(400);
    assertThat(keyless.detail("field").asText()).isEqualTo("/external_id_field");
    assertThat(post(job("insert", "keyless").toString()).status()).isEqualTo(201);
    assertThat(
            post(job("upsert", "parts").put("external_id_field", "nope").toString())
                .detail("field")
                .asText())
        .isEqualTo("/external_id_field");
  }

  @Test
  @DisplayName("R-058 a reason of the whole job fails it, and nothing is applied")
  void wholeJob() throws Exception {
    assertThat(failure("part_id,name,nope\n50,a,b\n")).contains("'nope'").contains("part_id");
    assertThat(failure("part_id,PART_ID,name\n50,51,b\n")).contains("twice");
    assertThat(failure("part_id\n50\n")).contains("'name'");
    assertThat(failure("part_id,name\n50,\"a\n")).contains("record 1").contains("line 2");
    assertThat(failure("")).contains("empty");
    assertThat(
            acme()
                .load(
                    job("insert", "parts").put("error_limit", 1), "part_id,name\n50,a\nx,b\ny,c\n")
                .at("/error/message")
                .asText())
        .contains("error_limit")
        .contains("record 2");
    assertThat(rows("acme", "part_id = 50")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"uncompressed", "gzip", "snappy", "zstd"})
  @DisplayName("R-055 a Parquet file of another writer is loaded, typed value by typed value")
  void parquet(String codec) throws Exception {
    Path file = Files.createTempFile("parts", ".parquet");
    try (var duck = new org.duckdb.DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        var statement = duck.createStatement()) {
      statement.execute(
          "COPY (SELECT 60::bigint AS part_id, 'dé' AS name, 1.25::decimal(9,3) AS price,"
              + " 4::int AS mixed UNION ALL SELECT 61, NULL, 1, 1 UNION ALL SELECT 62, 'x', NULL,"
              + " NULL) TO '"
              + file
              + "' (FORMAT parquet, COMPRESSION "
              + codec
              + ")");
    }

    JsonNode ended =
        acme()
            .load(job("insert", "parts").put("content_type", "PARQUET"), Files.readAllBytes(file));

    assertThat(ended.path("number_records_processed").asLong()).as(ended + "").isEqualTo(2);
    assertThat(rows("acme", "part_id >= 60"))
        .containsExactly("60|dé|1.25|4|null", "62|x|null|null|null");
    assertThat(acme().rejected(ended)).contains("61,,1.000,1,NOT_NULL,record 2: ");
  }

  @Test
  @DisplayName(
      "R-060 R-043 an aborted load leaves the table as it was, and its statement has stopped")
  void aborts() throws Exception {
    String id = acme().created(job("upsert", "parts"));
    acme().put(acme().uploadUrl(id, 1), "part_id,name\n1,changed\n70,new\n".getBytes());
    try (var holder = TestStack.postgres();
        var hold = holder.createStatement()) {
      holder.setAutoCommit(false);
      hold.execute("LOCK TABLE parts IN SHARE MODE");
      acme().start(id);
      await().atMost(Duration.ofSeconds(30)).until(BulkIngestTest::changing);

      assertThat(
              ApiClient.acme(base).patch("/v1/bulk/jobs/" + id, "{\"state\":\"Aborted\"}").status())
          .isEqualTo(200);

      await().atMost(Duration.ofSeconds(2)).until(() -> !changing());
      holder.rollback();
    }
    assertThat(acme().ended(id).path("state").asText()).isEqualTo("Aborted");
    assertThat(rows("acme", "true")).containsExactly("1|one|1.50|7|a", "2|two|2.50|7|b");
  }

  @Test
  @DisplayName("R-058 two upserts of the same new keys at once do not double them")
  void concurrent() throws Exception {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement()) {
      // As on Redshift, where a key is a promise that nobody keeps.
      statement.execute("ALTER TABLE parts DROP CONSTRAINT parts_pkey");
    }
    StringBuilder file = new StringBuilder("part_id,name\n");
    for (int i = 1000; i < 3000; i++) {
      file.append(i).append(",n").append(i).append('\n');
    }
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String id = acme().created(job("upsert", "parts").put("external_id_field", "part_id"));
      acme().put(acme().uploadUrl(id, 1), file.toString().getBytes());
      jobs.add(id);
    }
    jobs.forEach(acme()::start);

    for (String id : jobs) {
      assertThat(acme().ended(id).path("number_records_processed").asLong()).isEqualTo(2000);
    }
    assertThat(rows("acme", "part_id >= 1000")).hasSize(2000);
  }

  private static boolean changing() throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'spectra_acme'"
                    + " AND state = 'active' AND query LIKE '%spectra_stage%parts%'"
                    + " OR usename = 'spectra_acme' AND state = 'active'"
                    + " AND query LIKE '%parts%spectra_stage%'")) {
      rows.next();
      return rows.getInt(1) > 0;
    }
  }

  @Test
  @DisplayName("R-059 rejected records are published, in the form of their schema")
  void publishesRejects() throws Exception {
    JsonNode ended = acme().load(job("insert", "parts"), "part_id,name\nx,=1+1\n80,ok\n");
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

  private String failure(String file) {
    JsonNode ended = acme().load(job("insert", "parts"), file);
    assertThat(ended.path("state").asText()).as(ended + "").isEqualTo("Failed");
    assertThat(ended.at("/error/code").asText()).isEqualTo("INVALID_REQUEST");
    return ended.at("/error/message").asText();
  }

  private ApiClient.Reply post(String body) {
    return ApiClient.acme(base).whenReady().post("/v1/bulk/jobs", body);
  }

  private LoadClient acme() {
    return new LoadClient(ApiClient.acme(base).whenReady());
  }

  private static List<String> rows(String tenant, String where) throws SQLException {
    List<String> found = new ArrayList<>();
    try (var connection = TestStack.warehouse(tenant);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT part_id, name, price, \"Mixed\", code FROM parts WHERE "
                    + where
                    + " ORDER BY CAST(part_id AS varchar)")) {
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
          cells.add(String.valueOf(rows.getString(i)));
        }
        found.add(String.join("|", cells));
      }
    }
    return found;
  }

  private static byte[] gzip(String text) throws java.io.IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}

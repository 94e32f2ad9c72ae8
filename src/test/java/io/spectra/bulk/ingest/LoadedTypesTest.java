package io.spectra.bulk.ingest;

import static io.spectra.bulk.ingest.LoadClient.job;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.api.ApiClient;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.Operation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The types of Redshift that other databases write otherwise: what is loaded is what comes out. */
@QuarkusTest
class LoadedTypesTest {
  private static final String TABLES =
      """
      DROP TABLE IF EXISTS odd_types; DROP TABLE IF EXISTS odd_copy;
      CREATE TABLE odd_types (id int PRIMARY KEY, vb bytea, su json, ttz timetz, tstz timestamptz,
        ti time, geo point);
      CREATE TABLE odd_copy (LIKE odd_types INCLUDING ALL);
      GRANT SELECT, INSERT, UPDATE, DELETE ON odd_types, odd_copy TO spectra_acme;
      """;

  private static final String CSV =
      """
      id,vb,su,ttz,tstz,ti
      1,AQL/+/8=,"{""a"": [1, 12345678901234567890, null, ""é\\n""]}",01:02:03+02,2024-01-02T03:04:05.678901+05:00,23:59:59.999999
      2,,,,,
      3,"",[],12:00 -03:30,1969-12-31 23:59:59.5,0:00
      4, AA== ,\"""text\""",23:59:59.123456Z,9999-12-31T23:59:59Z,10:11:12.5
      5,x,{},,,
      6,,{,,,
      7,,,25:00,,
      8,,,,2024-02-30,
      """;

  private static final String JSON =
      """
      {"id": 1, "vb": "AQL/+/8=", "su": {"a": [1, 12345678901234567890, null, "é\\n"]}, "ttz": "01:02:03+02:00",\
       "tstz": "2024-01-01T22:04:05.678901Z", "ti": "23:59:59.999999"}
      {"id": 2}
      {"id": 3, "vb": "", "su": [], "ttz": "12:00:00-03:30", "tstz": "1969-12-31T23:59:59.5Z", "ti": "00:00"}
      {"id": 4, "vb": "AA==", "su": "text", "ttz": "23:59:59.123456+00", "tstz": "9999-12-31 23:59:59+00",\
       "ti": "10:11:12.5"}
      {"id": 5, "vb": 1}
      {"id": 6, "vb": {"a": 1}}
      {"id": 7, "ttz": "25:00"}
      {"id": 8, "tstz": true}
      """;

  private static final List<String> ROWS =
      List.of(
          "{\"id\":1,\"vb\":\"AQL/+/8=\",\"su\":{\"a\":[1,12345678901234567890,null,\"é\\n\"]},\"ttz\":\"01:02:03+02:00\","
              + "\"tstz\":\"2024-01-01T22:04:05.678901Z\",\"ti\":\"23:59:59.999999\"}",
          "{\"id\":2,\"vb\":null,\"su\":null,\"ttz\":null,\"tstz\":null,\"ti\":null}",
          "{\"id\":3,\"vb\":\"\",\"su\":[],\"ttz\":\"12:00:00-03:30\","
              + "\"tstz\":\"1969-12-31T23:59:59.5Z\",\"ti\":\"00:00:00\"}",
          "{\"id\":4,\"vb\":\"AA==\",\"su\":\"text\",\"ttz\":\"23:59:59.123456Z\","
              + "\"tstz\":\"9999-12-31T23:59:59Z\",\"ti\":\"10:11:12.5\"}");

  @TestHTTPResource("/")
  URI base;

  @BeforeEach
  void tables() throws SQLException {
    PartsTable.execute(TABLES);
  }

  @ParameterizedTest
  @EnumSource(ContentType.class)
  @DisplayName(
      "R-055 R-059 VARBYTE, SUPER, TIMETZ, TIMESTAMPTZ and TIME come out as they were loaded")
  void roundTrip(ContentType format) {
    JsonNode loaded =
        format == ContentType.JSON
            ? acme().load(job("insert", "odd_types").put("content_type", "JSON"), JSON)
            : acme().load(job("insert", "odd_types"), CSV);
    assertThat(loaded.path("number_records_processed").asLong()).as(loaded + "").isEqualTo(4);
    assertThat(loaded.path("number_records_failed").asLong()).isEqualTo(4);
    assertThat(rows("odd_types")).isEqualTo(ROWS);

    byte[] exported = acme().export(export(format));
    JsonNode again =
        acme().load(job("upsert", "odd_copy").put("content_type", format.name()), exported);

    assertThat(again.path("number_records_processed").asLong()).as(again + "").isEqualTo(4);
    List<String> expected = new ArrayList<>(ROWS);
    if (format == ContentType.PARQUET) {
      // Which knows no time with an offset: the same moments come in UTC.
      expected.replaceAll(row -> row.replace("01:02:03+02:00", "23:02:03Z"));
      expected.replaceAll(row -> row.replace("12:00:00-03:30", "15:30:00Z"));
    }
    assertThat(rows("odd_copy")).isEqualTo(expected);
  }

  @Test
  @DisplayName(
      "R-059 they are the same where records go by INSERT, and a GEOMETRY is refused by name")
  void inserted() {
    try (IngestFixture inserting = new IngestFixture(Map.of("spectra.warehouse.iam-role", ""))) {
      assertThat(load(inserting, CSV).processed()).isEqualTo(4);
      assertThat(rows("odd_types")).isEqualTo(ROWS);
      assertThat(load(inserting, "id,geo\n9,\"(1,2)\"\n").failure())
          .hasMessageContaining("'geo'")
          .hasMessageContaining("point");
    }
  }

  private static IngestFixture.Loaded load(IngestFixture fixture, String csv) {
    byte[] file = csv.getBytes(StandardCharsets.UTF_8);
    return fixture.load(
        Operation.INSERT, "odd_types", ContentType.CSV, Compression.NONE, null, List.of(file));
  }

  private static ObjectNode export(ContentType format) {
    return job("query", "odd_types")
        .put("query", "SELECT id, vb, su, ttz, tstz, ti FROM odd_types")
        .put("content_type", format.name());
  }

  private List<String> rows(String table) {
    ApiClient.Reply reply =
        ApiClient.acme(base)
            .whenReady()
            .query("SELECT id, vb, su, ttz, tstz, ti FROM " + table + " ORDER BY id");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    List<String> rows = new ArrayList<>();
    reply.json().path("data").forEach(row -> rows.add(row.toString()));
    return rows;
  }

  private LoadClient acme() {
    return new LoadClient(ApiClient.acme(base).whenReady());
  }
}

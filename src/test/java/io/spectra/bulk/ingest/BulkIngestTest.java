package io.spectra.bulk.ingest;

import static io.spectra.bulk.ingest.LoadClient.job;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.api.ApiClient;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads from their submission to the rows in the table, through every part of the house. */
@QuarkusTest
class BulkIngestTest {
  @TestHTTPResource("/")
  URI base;

  @BeforeEach
  void table() throws SQLException {
    PartsTable.create();
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
    assertThat(PartsTable.rows("acme", "part_id >= 10"))
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
    assertThat(PartsTable.rows("acme", "true")).containsExactly("1|neu|1.50|7|a", "2|two|2.50|7|b");
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
    assertThat(PartsTable.rows("acme", "true"))
        .containsExactly(
            "1|uno|1.50|7|a", "2|b|null|7|b", "20|veinte|10.00|7|null", "3|three|null|7|null");
    assertThat(PartsTable.rows("globex", "true")).containsExactly("3|x|0.00|7|c");
  }

  @Test
  @DisplayName("R-058 delete by another key than the primary one touches the tenant's rows alone")
  void deletes() throws Exception {
    JsonNode ended =
        acme().load(job("delete", "parts").put("external_id_field", "CODE"), "code\na\nc\n");

    assertThat(ended.path("number_records_processed").asLong()).as(ended + "").isEqualTo(1);
    assertThat(PartsTable.rows("acme", "true")).containsExactly("2|two|2.50|7|b");
    assertThat(PartsTable.rows("globex", "true")).hasSize(1);
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
    assertThat(ended.path("number_bytes_processed").asInt())
        .isEqualTo("part_id,name\n30,a\npart_id,name\n31,b\n1,c\n".length());
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
    assertThat(PartsTable.rows("acme", "part_id >= 60"))
        .containsExactly("60|dé|1.25|4|null", "62|x|null|null|null");
    assertThat(acme().rejected(ended)).contains("61,,1.000,1,NOT_NULL,record 2: ");
  }

  private LoadClient acme() {
    return new LoadClient(ApiClient.acme(base).whenReady());
  }

  private static byte[] gzip(String text) throws java.io.IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}

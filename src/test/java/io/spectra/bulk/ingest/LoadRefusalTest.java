package io.spectra.bulk.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is refused before a load begins, and what fails a load as a whole. */
@QuarkusTest
class LoadRefusalTest {
  @TestHTTPResource("/")
  URI base;

  @BeforeEach
  void table() throws SQLException {
    PartsTable.create();
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
      ApiClient.Reply reply = post(LoadClient.job("insert", object).toString());
      assertThat(reply.status()).as(object).isEqualTo(404);
    }
    assertThat(
            ApiClient.globex(base)
                .post("/v1/bulk/jobs", LoadClient.job("insert", "keyless").toString())
                .status())
        .isEqualTo(404);
    ApiClient.Reply keyless = post(LoadClient.job("update", "keyless").toString());
    assertThat(keyless.status()).isEqualTo(400);
    assertThat(keyless.detail("field").asText()).isEqualTo("/external_id_field");
    assertThat(post(LoadClient.job("insert", "keyless").toString()).status()).isEqualTo(201);
    assertThat(
            post(LoadClient.job("upsert", "parts").put("external_id_field", "nope").toString())
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
                    LoadClient.job("insert", "parts").put("error_limit", 1),
                    "part_id,name\n50,a\nx,b\ny,c\n")
                .at("/error/message")
                .asText())
        .contains("error_limit")
        .contains("record 2");
    assertThat(PartsTable.rows("acme", "part_id = 50")).isEmpty();
  }

  @Test
  @DisplayName("R-054 nothing uploaded is a conflict; what is uploaded later is not loaded")
  void pinned() throws Exception {
    String id = acme().created(LoadClient.job("insert", "parts"));
    ApiClient.Reply early = acme().start(id);
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.detail("state").asText()).isEqualTo("Open");
    URI url = acme().uploadUrl(id, 1);
    acme().put(url, "part_id,name\n40,first\n".getBytes());
    acme().start(id);
    acme().put(url, "part_id,name\n41,other\n".getBytes());

    JsonNode ended = acme().ended(id);

    assertThat(PartsTable.rows("acme", "part_id = 41")).isEmpty();
    assertThat(ApiClient.acme(base).get("/v1/bulk/jobs/" + id + "/upload-url").status())
        .isEqualTo(409);
    if (ended.path("state").asText().equals("Failed")) {
      assertThat(ended.at("/error/message").asText()).contains("not what it was");
    }
  }

  private String failure(String file) {
    JsonNode ended = acme().load(LoadClient.job("insert", "parts"), file);
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
}

package io.spectra.bulk.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.spectra.TestStack;
import io.spectra.api.ApiClient;
import io.spectra.bulk.format.CsvText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A bulk export from its submission to the downloaded file, through every part of the house. */
@QuarkusTest
class BulkExportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();

  @TestHTTPResource("/")
  URI base;

  @Test
  @DisplayName("R-056 what a tenant exports is what it has in the warehouse, value by value")
  void exports() throws Exception {
    String query = "SELECT sale_id, region, amount, note FROM sales ORDER BY sale_id";

    String job = submitted(query);
    acme().patch("/v1/bulk/jobs/" + job, "{\"state\":\"UploadComplete\"}");
    JsonNode ended = ended(job);

    assertThat(ended.path("state").asText()).isEqualTo("JobComplete");
    JsonNode results = acme().get("/v1/bulk/jobs/" + job + "/results").json();
    String file = download(URI.create(results.path("download_url").asText()));
    List<List<String>> records = CsvText.records(file);
    assertThat(records).hasSize(1 + ended.path("number_records_processed").asInt());
    assertThat(results.path("size_bytes").asLong())
        .isEqualTo(file.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    try (var connection = TestStack.warehouse("acme");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      for (int i = 1; rows.next(); i++) {
        assertThat(records.get(i))
            .containsExactly(
                rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4));
      }
    }
  }

  @Test
  @DisplayName("R-022 a query that the warehouse refuses ends its job as Failed, with the reason")
  void fails() throws Exception {
    String job = submitted("SELECT no_such_column FROM sales");
    acme().patch("/v1/bulk/jobs/" + job, "{\"state\":\"UploadComplete\"}");

    JsonNode ended = ended(job);

    assertThat(ended.path("state").asText()).isEqualTo("Failed");
    assertThat(ended.path("error").path("code").asText()).isEqualTo("INVALID_SQL");
    assertThat(ended.path("error").path("message").asText()).contains("no_such_column");
  }

  private ApiClient acme() {
    return ApiClient.acme(base);
  }

  private String submitted(String query) throws Exception {
    String body =
        JSON.createObjectNode()
            .put("operation", "query")
            .put("object", "sales")
            .put("query", query)
            .toString();
    // Right after the start the ledger restores its jobs: it takes none for a moment.
    ApiClient.Reply created =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> acme().post("/v1/bulk/jobs", body), reply -> reply.status() == 201);
    return created.json().path("job_id").asText();
  }

  private JsonNode ended(String job) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> acme().get("/v1/bulk/jobs/" + job).json(),
            now ->
                List.of("JobComplete", "Failed", "Aborted").contains(now.path("state").asText()));
  }

  private String download(URI url) throws Exception {
    return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body();
  }
}

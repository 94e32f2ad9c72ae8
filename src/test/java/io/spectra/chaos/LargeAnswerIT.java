package io.spectra.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spectra.OnStack;
import io.spectra.TestStack;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer that is larger than the service's whole heap. */
@OnStack
class LargeAnswerIT {
  private static final String SMALL_HEAP = "-Xmx160m";
  private static final int ROWS = 10_000;
  private static final int VALUE = 25_000;

  @TempDir Path state;

  @Test
  @DisplayName("R-010 10,000 rows of 250 MB in all stream through a heap of 160 MB")
  void answersDoNotGrowTheHeap() throws Exception {
    Map<String, String> environment = new HashMap<>(TestStack.environment());
    environment.put("SPECTRA_STATE_DIR", state.toString());
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    try (ServiceProcess service =
        ServiceProcess.start(environment, Path.of("target", "large-answer.log"), SMALL_HEAP)) {
      String sql =
          "SELECT sale_id, repeat('x', %d) AS filler FROM sales ORDER BY sale_id".formatted(VALUE);

      Seen first = ask(service.api(), sql);
      Seen again = ask(service.api(), sql);

      assertThat(first).isEqualTo(new Seen(ROWS, (long) ROWS * VALUE, 20_000, true));
      assertThat(again).isEqualTo(first);
    }
  }

  private record Seen(int rows, long characters, long totalRows, boolean truncated) {}

  private static Seen ask(URI api, String sql) throws Exception {
    var body = new ObjectMapper().createObjectNode().put("sql", sql).toString();
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("/v1/queries"))
            .header("Authorization", "Bearer spk_acme_demo")
            .header("X-Tenant-ID", "acme")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    try (InputStream in = response.body()) {
      return read(in);
    }
  }

  /** Reads to the very end, so that an answer that breaks off fails here. */
  private static Seen read(InputStream in) throws Exception {
    int rows = 0;
    long characters = 0;
    long total = 0;
    boolean truncated = false;
    try (JsonParser json = new JsonFactory().createParser(in)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        String name = json.currentName();
        if (token == JsonToken.VALUE_STRING && "filler".equals(name)) {
          rows++;
          characters += json.getTextLength();
        } else if (token == JsonToken.VALUE_NUMBER_INT && "total_rows".equals(name)) {
          total = json.getLongValue();
        } else if (token == JsonToken.VALUE_TRUE && "truncated".equals(name)) {
          truncated = true;
        }
      }
    }
    return new Seen(rows, characters, total, truncated);
  }
}

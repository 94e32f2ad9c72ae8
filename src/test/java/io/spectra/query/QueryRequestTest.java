package io.spectra.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryRequestTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  @DisplayName("R-012 R-013 Without parameters the limit is 10000 and the timeout 60 s")
  void defaults() throws IOException {
    QueryRequest request = read("{\"sql\": \"SELECT 1\"}");

    assertThat(request)
        .isEqualTo(new QueryRequest("SELECT 1", 10_000, Duration.ofSeconds(60), null, false));
  }

  @Test
  @DisplayName("R-012 R-013 R-087 Parameters are taken as sent")
  void parameters() throws IOException {
    QueryRequest request =
        read(
            "{\"sql\":\"x\",\"parameters\":{\"limit\":7,\"timeout_seconds\":300,\"dry_run\":true}}");

    assertThat(request).isEqualTo(new QueryRequest("x", 7, Duration.ofSeconds(300), null, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t "})
  @DisplayName("R-011 Blank SQL is refused")
  void blank(String sql) {
    refused(sql);
  }

  @Test
  @DisplayName("R-011 102,400 bytes in UTF-8 pass, one more does not")
  void length() {
    String longest = "ü".repeat(51_200);

    assertThat(QueryRequest.read(body(longest)).sql()).isEqualTo(longest);
    refused(longest + "x");
    refused("😀".repeat(25_601));
  }

  private static void refused(String sql) {
    Failure failure = catchThrowableOfType(Failure.class, () -> QueryRequest.read(body(sql)));

    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(failure.details()).containsEntry("field", "/sql");
  }

  private static ObjectNode body(String sql) {
    return JSON.createObjectNode().put("sql", sql);
  }

  private static QueryRequest read(String body) throws IOException {
    return QueryRequest.read(JSON.readTree(body));
  }
}

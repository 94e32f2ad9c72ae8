package io.spectra.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseConformanceTest {
  private static final ResponseConformance RESPONSES = new ResponseConformance(Contract.load());

  private static final String PATCHED = "{\"job_id\":\"bulk-job-1\",\"state\":\"Aborted\"}";
  private static final String ERROR =
      "{\"error\":{\"code\":\"%s\",\"message\":\"m\",\"details\":{%s}}}";

  @Test
  @DisplayName("R-073 a response as documented has no violations")
  void conforms() {
    assertThat(RESPONSES.violations("updateBulkJob", 200, headers(), PATCHED)).isEmpty();
    assertThat(
            RESPONSES.violations("updateBulkJob", 409, headers(), ERROR.formatted("CONFLICT", "")))
        .isEmpty();
  }

  @ParameterizedTest
  @DisplayName("R-073 a body that differs is told by field")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"job_id":"b"}                              | state is required, at '/state'
          {"job_id":"b","state":"open"}               | state must be one of Open, UploadComplete, InProgress, JobComplete, Failed, Aborted, at '/state'
          {"job_id":"b","state":"Open","extra":1}     | unknown field 'extra', at '/extra'
          """)
  void bodies(String body, String violation) {
    assertThat(RESPONSES.violations("updateBulkJob", 200, headers(), body))
        .containsExactly(violation);
  }

  @Test
  @DisplayName("R-006 R-072 headers that are missing or of another form are told")
  void headerViolations() {
    Map<String, List<String>> headers = headers();
    headers.remove("X-Request-ID");
    headers.put("x-ratelimit-remaining", List.of("many"));
    assertThat(RESPONSES.violations("updateBulkJob", 200, headers, PATCHED))
        .containsExactly(
            "header X-Request-ID is missing",
            "header X-RateLimit-Remaining must be an integer, and is many");
  }

  @Test
  @DisplayName("R-070 an error must have the status that its code has")
  void wrongCode() {
    assertThat(
            RESPONSES.violations("updateBulkJob", 404, headers(), ERROR.formatted("CONFLICT", "")))
        .containsExactly("code must be one of NOT_FOUND, at '/error/code'");
    assertThat(RESPONSES.violations("updateBulkJob", 418, headers(), "{}"))
        .containsExactly("updateBulkJob documents no status 418");
  }

  @Test
  @DisplayName("R-072 a refusal for the rate limit says when to come back")
  void rateLimited() {
    Map<String, List<String>> headers = headers();
    assertThat(RESPONSES.violations("getJob", 429, headers, ERROR.formatted("RATE_LIMITED", "")))
        .containsExactly(
            "header Retry-After is missing",
            "retry_after is required, at '/error/details/retry_after'");
    headers.put("Retry-After", List.of("3"));
    assertThat(
            RESPONSES.violations(
                "getJob", 429, headers, ERROR.formatted("RATE_LIMITED", "\"retry_after\":3")))
        .isEmpty();
  }

  @Test
  @DisplayName("R-070 a request that no operation took gets the envelope too")
  void withoutOperation() {
    Map<String, List<String>> headers = headers();
    assertThat(RESPONSES.violationsWithoutOperation(404, headers, ERROR.formatted("NOT_FOUND", "")))
        .isEmpty();
    assertThat(
            RESPONSES.violationsWithoutOperation(
                405, headers, ERROR.formatted("METHOD_NOT_ALLOWED", "")))
        .containsExactly("header Allow is missing");
    headers.put("content-type", List.of("text/html"));
    assertThat(RESPONSES.violationsWithoutOperation(404, headers, "<h1>"))
        .containsExactly("undocumented content type text/html");
  }

  private static Map<String, List<String>> headers() {
    return new HashMap<>(
        Map.of(
            "content-type", List.of("application/json; charset=utf-8"),
            "X-Request-ID", List.of("r-1"),
            "X-RateLimit-Limit", List.of("100"),
            "x-ratelimit-remaining", List.of("99"),
            "X-RateLimit-Reset", List.of("1738234800")));
  }
}

package io.spectra.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterValidationTest {
  private static final Contract CONTRACT = Contract.load();
  private static final ParameterValidation PARAMETERS = new ParameterValidation(CONTRACT);
  private static final Operation LIST = CONTRACT.operation("listBulkJobs").orElseThrow();
  private static final Operation QUERY = CONTRACT.operation("executeQuery").orElseThrow();

  @Test
  @DisplayName("R-062 without parameters a page has 25 jobs")
  void defaults() {
    assertThat(PARAMETERS.check(LIST, Map.of())).isEqualTo(Map.of("limit", 25));
  }

  @Test
  @DisplayName("R-062 parameters come typed; unknown ones are ignored")
  void typed() {
    Map<String, List<String>> sent =
        Map.of(
            "limit", List.of("100"),
            "state", List.of("JobComplete"),
            "operation", List.of("query"),
            "offset", List.of("abc"),
            "utm_source", List.of("a", "b"));
    assertThat(PARAMETERS.check(LIST, sent))
        .isEqualTo(
            Map.of("limit", 100, "state", "JobComplete", "operation", "query", "offset", "abc"));
  }

  @ParameterizedTest
  @DisplayName("R-062 a bad value is refused, naming its parameter")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limit     | 0      | minimum   | limit must be at least 1
          limit     | 101    | maximum   | limit must be at most 100
          limit     | -1     | minimum   | limit must be at least 1
          limit     | ten    | type      | limit must be an integer
          limit     | 1.0    | type      | limit must be an integer
          limit     | +5     | type      | limit must be an integer
          limit     | 99999999999999999999 | type | limit must be an integer
          limit     | ''     | type      | limit must be an integer
          state     | open   | enum      | state must be one of Open, UploadComplete, InProgress, JobComplete, Failed, Aborted
          operation | select | enum      | operation must be one of query, insert, update, upsert, delete
          offset    | ''     | minLength | offset must not be empty
          """)
  void bad(String name, String value, String reason, String message) {
    Failure failure = refused(Map.of(name, List.of(value)));
    assertThat(failure).hasMessage(message);
    assertThat(failure.details()).isEqualTo(Map.of("field", name, "reason", reason));
  }

  @Test
  @DisplayName("R-062 a parameter that is sent twice is refused")
  void repeated() {
    Failure failure = refused(Map.of("limit", List.of("1", "1")));
    assertThat(failure).hasMessage("limit must be sent once");
    assertThat(failure.details()).containsEntry("field", "limit");
  }

  @ParameterizedTest
  @DisplayName("R-007 an idempotency key has 1 to 255 printable ASCII characters")
  @ValueSource(strings = {"", "a\tb", "é", "a\n"})
  void badKey(String key) {
    Failure failure =
        catchThrowableOfType(Failure.class, () -> PARAMETERS.checkHeaders(QUERY, key(key)));
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(failure.details()).containsEntry("field", "X-Idempotency-Key");
  }

  @Test
  @DisplayName("R-007 255 characters are a key, 256 are none; a key is not needed")
  void keyLength() {
    String longest = "~".repeat(255);
    assertThat(PARAMETERS.checkHeaders(QUERY, key(longest)))
        .containsEntry("X-Idempotency-Key", longest);
    assertThat(PARAMETERS.checkHeaders(QUERY, name -> List.of())).isEmpty();
    assertThat(
            catchThrowableOfType(
                Failure.class, () -> PARAMETERS.checkHeaders(QUERY, key(longest + "~"))))
        .hasMessage("X-Idempotency-Key must have at most 255 characters");
  }

  private static Function<String, List<String>> key(String key) {
    return name -> name.equals("X-Idempotency-Key") ? List.of(key) : List.of();
  }

  private static Failure refused(Map<String, List<String>> query) {
    Failure failure = catchThrowableOfType(Failure.class, () -> PARAMETERS.check(LIST, query));
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    return failure;
  }
}

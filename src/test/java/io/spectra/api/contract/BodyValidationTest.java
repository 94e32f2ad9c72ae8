package io.spectra.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyValidationTest {
  private static final Contract CONTRACT = Contract.load();
  private static final BodyValidation BODIES = new BodyValidation(CONTRACT);

  @Test
  @DisplayName("R-005 a body of the documented form is handed on as it was sent")
  void goodBody() {
    JsonNode body =
        accepted(
            "executeQuery",
            "{\"sql\":\"SELECT 1\",\"parameters\":{\"limit\":10000,\"timeout_seconds\":1,"
                + "\"bind\":{\"a\":null,\"b\":1.10,\"c\":true,\"d\":\"x\",\"e\":5}}}");
    assertThat(body.at("/parameters/bind/b").decimalValue()).hasToString("1.10");
  }

  @ParameterizedTest(name = "{0} {1} -> {2} {3}")
  @DisplayName(
      "R-005 R-012 R-013 R-050 the first field at fault is named, with what to do about it")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          executeQuery  | {}                                                   | /sql | required | sql is required
          executeQuery  | {"sql":5}                                            | /sql | type | sql must be a string
          executeQuery  | {"sql":null}                                         | /sql | type | sql must be a string
          executeQuery  | {"sql":""}                                           | /sql | minLength | sql must not be empty
          executeQuery  | {"sql":" \\n\\t"}                                    | /sql | pattern | sql must not be blank
          executeQuery  | {"sqll":"x"}                                         | /sqll | unknown_field | unknown field 'sqll'; did you mean 'sql'?
          executeQuery  | {"sql":"x","zzzzzzz":1}                              | /zzzzzzz | unknown_field | unknown field 'zzzzzzz'
          executeQuery  | {"sql":"x","parameters":null}                        | /parameters | type | parameters must be an object
          executeQuery  | {"sql":"x","parameters":[]}                          | /parameters | type | parameters must be an object
          executeQuery  | {"sql":"x","parameters":{"limit":0}}                 | /parameters/limit | minimum | limit must be at least 1
          executeQuery  | {"sql":"x","parameters":{"limit":10001}}             | /parameters/limit | maximum | limit must be at most 10000
          executeQuery  | {"sql":"x","parameters":{"limit":99999999999999999999999999}} | /parameters/limit | maximum | limit must be at most 10000
          executeQuery  | {"sql":"x","parameters":{"limit":-99999999999999999999999999}} | /parameters/limit | minimum | limit must be at least 1
          executeQuery  | {"sql":"x","parameters":{"limit":10.0}}              | /parameters/limit | type | limit must be an integer
          executeQuery  | {"sql":"x","parameters":{"limit":1e2}}               | /parameters/limit | type | limit must be an integer
          executeQuery  | {"sql":"x","parameters":{"limit":1.5}}               | /parameters/limit | type | limit must be an integer
          executeQuery  | {"sql":"x","parameters":{"limit":"10"}}              | /parameters/limit | type | limit must be an integer
          executeQuery  | {"sql":"x","parameters":{"limit":null}}              | /parameters/limit | type | limit must be an integer
          executeQuery  | {"sql":"x","parameters":{"limit":true}}              | /parameters/limit | type | limit must be an integer
          executeQuery  | {"sql":"x","parameters":{"timeout_seconds":301}}     | /parameters/timeout_seconds | maximum | timeout_seconds must be at most 300
          executeQuery  | {"sql":"x","parameters":{"timeout_seconds":0}}       | /parameters/timeout_seconds | minimum | timeout_seconds must be at least 1
          executeQuery  | {"sql":"x","parameters":{"timeoutSeconds":9}}        | /parameters/timeoutSeconds | unknown_field | unknown field 'timeoutSeconds'; did you mean 'timeout_seconds'?
          executeQuery  | {"sql":"x","parameters":{"dry_run":1}}               | /parameters/dry_run | type | dry_run must be a boolean
          executeQuery  | {"sql":"x","parameters":{"bind":{"1a":1}}}           | /parameters/bind/1a | name | '1a' must be a letter or _, then at most 126 letters, digits or _
          executeQuery  | {"sql":"x","parameters":{"bind":{"a":[1]}}}          | /parameters/bind/a | type | a must be a string or a number or a boolean
          executeQuery  | {"sql":"x","parameters":{"bind":{"a":1e999}}}        | /parameters/bind/a | out_of_range | the number is out of range
          executeQuery  | {"sql":"x","parameters":{"bind":{"a":1e-999999999}}} | /parameters/bind/a | out_of_range | the number is out of range
          executeQuery  | {"sql":"x","parameters":{"bind":{"a":1e99999999999}}} | /parameters/bind/a | out_of_range | the number is out of range
          executeQuery  | {"sql":"\\ud800"}                                    | /sql | broken_text | sql must not hold half of a surrogate pair
          executeQuery  | {"parameters":{"limit":0},"sql":5}                   | /parameters/limit | minimum | limit must be at least 1
          executeQuery  | {"sql":5,"parameters":{"limit":0}}                   | /sql | type | sql must be a string
          executeQuery  | {"a/b~c":1,"sql":"x"}                                | /a~1b~0c | unknown_field | unknown field 'a/b~c'
          executeQuery  | {"sql":"x","sql":"y"}                                | /sql | duplicate_field | 'sql' is there twice
          executeQuery  | {"sql":"x","parameters":{"limit":1,"limit":2}}       | /parameters/limit | duplicate_field | 'limit' is there twice
          executeQuery  | []                                                   | `` | type | the body must be an object
          executeQuery  | "x"                                                  | `` | type | the body must be an object
          executeQuery  | null                                                 | `` | type | the body must be an object
          createBulkJob | {"operation":"query","object":"sales"}               | /query | required | query is required when operation is query
          createBulkJob | {"operation":"insert","object":"sales","query":"x"}  | /query | not_allowed | query is not allowed when operation is insert
          createBulkJob | {"operation":"query","object":"s","query":"x","external_id_field":"a"} | /external_id_field | not_allowed | external_id_field is not allowed when operation is query
          createBulkJob | {"operation":"Query","object":"sales"}               | /operation | enum | operation must be one of query, insert, update, upsert, delete
          createBulkJob | {"operation":"query","query":"x"}                    | /object | required | object is required
          createBulkJob | {"operation":"insert","object":"a.b.c"}              | /object | pattern | object must name a table as table or schema.table
          createBulkJob | {"operation":"insert","object":"sales\\n"}           | /object | pattern | object must name a table as table or schema.table
          createBulkJob | {"operation":"insert","object":"s","content_type":"csv"} | /content_type | enum | content_type must be one of CSV, JSON, PARQUET
          createBulkJob | {"operation":"insert","object":"s","compression":"ZIP"}  | /compression | enum | compression must be one of NONE, GZIP
          createBulkJob | {"operation":"upsert","object":"s","external_id_field":5}     | /external_id_field | type | external_id_field must be a string or an array
          createBulkJob | {"operation":"upsert","object":"s","external_id_field":"a b"} | /external_id_field | pattern | external_id_field must be the name of a column
          createBulkJob | {"operation":"upsert","object":"s","external_id_field":["a",1]} | /external_id_field/1 | type | external_id_field[1] must be a string
          createBulkJob | {"operation":"upsert","object":"s","external_id_field":[]}      | /external_id_field | minItems | external_id_field must not be empty
          createBulkJob | {"operation":"upsert","object":"s","external_id_field":["a","a"]} | /external_id_field | uniqueItems | external_id_field must not hold an element twice
          createBulkJob | {"operation":"upsert","object":"s","error_limit":-1} | /error_limit | minimum | error_limit must be at least 0
          updateBulkJob | {"state":"Open"}                                     | /state | enum | state must be one of UploadComplete, Aborted
          updateBulkJob | {}                                                   | /state | required | state is required
          """)
  void faults(String operation, String body, String field, String reason, String message) {
    Failure failure = refused(operation, body);
    assertThat(failure.details()).containsEntry("field", field).containsEntry("reason", reason);
    assertThat(failure).hasMessage(message);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("R-005 R-070 what is no JSON is refused with its line and column")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"sql":                    | malformed_json
          {"sql":"x",}               | malformed_json
          {'sql':"x"}                | malformed_json
          {"sql":"x" /* hint */}     | malformed_json
          {"sql":NaN}                | malformed_json
          {"sql":Infinity}           | malformed_json
          {"sql":01}                 | malformed_json
          {"sql":"x"} x              | malformed_json
          {"sql":"x"} //             | malformed_json
          {"sql":"x"}{}              | trailing_data
          {"sql":"x"} 1              | trailing_data
          """)
  void malformed(String body, String reason) {
    Failure failure = refused("executeQuery", body);
    assertThat(failure.details())
        .containsEntry("field", "")
        .containsEntry("reason", reason)
        .containsEntry("line", 1)
        .containsKey("column");
    assertThat(failure.getMessage()).doesNotContain("Jackson", "Json", "`", "Feature");
  }

  @Test
  @DisplayName("R-005 an empty body, or one of white space, is refused as such")
  void empty() {
    assertThat(refused("executeQuery", "").details()).containsEntry("reason", "empty_body");
    assertThat(refused("executeQuery", " \n").details()).containsEntry("reason", "empty_body");
  }

  @Test
  @DisplayName(
      "R-005 only UTF-8 is read: not Latin-1, UTF-16, overlong forms or encoded surrogates")
  void utf8Only() {
    assertRefusedBytes("{\"sql\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertRefusedBytes("{\"sql\":\"x\"}".getBytes(StandardCharsets.UTF_16));
    assertRefusedBytes("{\"sql\":\"x\"}".getBytes(StandardCharsets.UTF_16LE));
    assertRefusedBytes(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'});
    assertRefusedBytes(
        new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'});
  }

  @Test
  @DisplayName("R-011 sql may have 102,400 bytes in UTF-8, and not one more")
  void sqlLength() {
    accepted("executeQuery", sql("é".repeat(51_200)));
    Failure failure = refused("executeQuery", sql("é".repeat(51_200) + "x"));
    assertThat(failure).hasMessage("sql must have at most 102400 bytes in UTF-8");
    assertThat(failure.details())
        .containsEntry("field", "/sql")
        .containsEntry("reason", "maxBytes");
    accepted("executeQuery", sql("x".repeat(102_400)));
    assertThat(refused("executeQuery", sql("x".repeat(102_401))).details())
        .containsEntry("field", "/sql");
  }

  @Test
  @DisplayName("R-023 the name of a bound value ends where its text ends")
  void bindNameWithLineBreak() {
    Failure failure =
        refused("executeQuery", "{\"sql\":\"x\",\"parameters\":{\"bind\":{\"a\\n\":1}}}");
    assertThat(failure.details()).containsEntry("field", "/parameters/bind/a\n");
  }

  @Test
  @DisplayName("R-005 depth and number of values are bounded")
  void bounded() {
    String deep = "[".repeat(100_000);
    assertThat(refused("executeQuery", deep).details()).containsEntry("reason", "too_complex");
    String many = "[" + "1,".repeat(100_000) + "1]";
    assertThat(refused("executeQuery", many).details()).containsEntry("reason", "too_complex");
  }

  @Test
  @DisplayName("R-005 long names of fields come back cut")
  void cut() {
    Failure failure = refused("executeQuery", "{\"" + "n".repeat(40_000) + "\":1}");
    assertThat(failure.getMessage()).hasSizeLessThan(200);
    assertThat((String) failure.details().get("field")).hasSizeLessThan(100).endsWith("…");
  }

  private static void assertRefusedBytes(byte[] body) {
    Failure failure =
        catchThrowableOfType(
            Failure.class,
            () -> BODIES.check(CONTRACT.operation("executeQuery").orElseThrow(), body));
    assertThat(failure.details()).containsEntry("reason", "malformed_json");
  }

  private static String sql(String text) {
    return "{\"sql\":\"" + text + "\"}";
  }

  private static Failure refused(String operation, String body) {
    Failure failure = catchThrowableOfType(Failure.class, () -> accepted(operation, body));
    assertThat(failure).as("accepted: %.80s", body).isNotNull();
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    return failure;
  }

  private static JsonNode accepted(String operation, String body) {
    return BODIES.check(
        CONTRACT.operation(operation).orElseThrow(), body.getBytes(StandardCharsets.UTF_8));
  }
}

package io.spectra.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.OnStack;
import io.spectra.warehouse.TestWarehouse;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnStack
class QueryTypesTest {
  private static Queries queries;

  @BeforeAll
  static void open() {
    queries = Queries.on(TestWarehouse.open());
  }

  @AfterAll
  static void close() {
    queries.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1::smallint                                | SMALLINT         | 1",
        "(-2147483648)::int                         | INTEGER          | -2147483648",
        "9223372036854775807::bigint                | BIGINT           | 9223372036854775807",
        "12345678901234567890123456789012345.678::decimal(38,3) | DECIMAL | 12345678901234567890123456789012345.678",
        "1.50::decimal(18,2)                        | DECIMAL          | 1.50",
        "-0.00001::decimal(18,5)                    | DECIMAL          | -0.00001",
        "0.1::real                                  | REAL             | 0.1",
        "0.1::double precision                      | DOUBLE PRECISION | 0.1",
        "'1.7976931348623157e308'::float8           | DOUBLE PRECISION | 1.7976931348623157E308",
        "'NaN'::float8                              | DOUBLE PRECISION | \"NaN\"",
        "'Infinity'::float8                         | DOUBLE PRECISION | \"Infinity\"",
        "'-Infinity'::real                          | REAL             | \"-Infinity\"",
        "'NaN'::numeric                             | DECIMAL          | \"NaN\"",
        "true                                       | BOOLEAN          | true",
        "false                                      | BOOLEAN          | false",
        "'ab'::char(4)                              | CHAR             | \"ab  \"",
        "'Grüße 😀'::varchar(20)                    | VARCHAR          | \"Grüße 😀\"",
        "E'\"\\\\\\n\\t\\x01'::text                 | VARCHAR          | \"\\\"\\\\\\n\\t\\u0001\"",
        "date '2024-02-29'                          | DATE             | \"2024-02-29\"",
        "time '01:02:03.5'                          | TIME             | \"01:02:03.5\"",
        "timetz '01:02:03+02'                       | TIMETZ           | \"01:02:03+02:00\"",
        "timestamp '2024-01-02 03:04:05.678901'     | TIMESTAMP        | \"2024-01-02T03:04:05.678901\"",
        "timestamptz '2024-01-02 03:04:05+05'       | TIMESTAMPTZ      | \"2024-01-01T22:04:05Z\"",
        "'{\"a\": [1, 1.50, null, \"x\"]}'::json    | SUPER            | {\"a\": [1, 1.50, null, \"x\"]}",
        "'\\x01ff'::bytea                           | VARBYTE          | \"Af8=\"",
        "''::bytea                                  | VARBYTE          | \"\"",
        "'00000000-0000-0000-0000-000000000001'::uuid | UNKNOWN        | \"00000000-0000-0000-0000-000000000001\"",
        "null::int                                  | INTEGER          | null",
        "null                                       | VARCHAR          | null",
        "''                                         | VARCHAR          | \"\""
      })
  @DisplayName("R-017 R-018 R-009 Every type has Redshift's name and its exact value in JSON")
  void types(String expression, String type, String json) throws IOException {
    assertThat(queries.cell(expression)).isEqualTo(json);
    assertThat(queries.answer("SELECT " + expression).at("/metadata/column_types/0").textValue())
        .isEqualTo(type);
  }

  @Test
  @DisplayName("R-009 The session's time zone is UTC, whatever the machine's")
  void sessionIsInUtc() throws IOException {
    assertThat(queries.cell("current_setting('TimeZone')")).isEqualTo("\"UTC\"");
  }

  @Test
  @DisplayName("R-017 Columns of equal names become name, name_2, …")
  void equalNames() throws IOException {
    JsonNode answer = queries.answer("SELECT 1 AS a, 2 AS a_2, 3 AS a, 4 AS \"we\"\"ird\"");

    assertThat(answer.at("/data/0").toString())
        .isEqualTo("{\"a\":1,\"a_2\":2,\"a_3\":3,\"we\\\"ird\":4}");
    assertThat(answer.at("/metadata/columns").toString())
        .isEqualTo("[\"a\",\"a_2\",\"a_3\",\"we\\\"ird\"]");
  }

  @Test
  @DisplayName("R-017 Rows may have no columns at all")
  void zeroColumns() throws IOException {
    JsonNode answer = queries.answer("SELECT FROM generate_series(1, 2)");

    assertThat(answer.at("/data").toString()).isEqualTo("[{},{}]");
    assertThat(answer.at("/metadata/columns").size()).isZero();
  }

  @Test
  @DisplayName("R-017 1,600 columns come in their order")
  void manyColumns() throws IOException {
    StringBuilder sql = new StringBuilder("SELECT 1 AS c1");
    for (int i = 2; i <= 1600; i++) {
      sql.append(", ").append(i).append(" AS c").append(i);
    }

    JsonNode answer = queries.answer(sql.toString());

    assertThat(answer.at("/data/0").size()).isEqualTo(1600);
    assertThat(answer.at("/data/0/c1600").intValue()).isEqualTo(1600);
    assertThat(answer.at("/metadata/columns/1599").textValue()).isEqualTo("c1600");
  }

  @Test
  @DisplayName("R-017 A value of 4 MB comes whole")
  void largeValue() throws IOException {
    JsonNode answer = queries.answer("SELECT repeat('ü\"', 1400000) AS v");

    assertThat(answer.at("/data/0/v").textValue()).isEqualTo("ü\"".repeat(1_400_000));
  }
}

package io.spectra.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
  private static final Gate GATE = Gates.standard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DROP TABLE users | DROP TABLE | DDL statements are not allowed",
        "create or replace view v as select 1 | CREATE VIEW | DDL statements are not allowed",
        "delete from t | DELETE FROM | DML statements are not allowed",
        "SELECT pg_sleep(5) | pg_sleep | System functions are not allowed",
        "SELECT * FROM t FOR UPDATE | FOR UPDATE | Locking clauses are not allowed",
        "SELECT 1; SELECT 2 | multiple statements | Only one statement is allowed; nothing may follow the semicolon",
        "SELECT * FROM \"Pg_User\" | pg_user | System tables and views are not accessible",
        "SELECT * INTO x FROM t | SELECT INTO | SELECT INTO creates a table; only reading is allowed",
      })
  @DisplayName("R-015, R-087 a blocked statement is told what was found, why, and by whom")
  void blocks(String sql, String pattern, String reason) {
    Failure refusal = refusal(GATE, sql);

    assertThat(refusal.code()).isEqualTo(ErrorCode.SQL_BLOCKED);
    assertThat(refusal.details())
        .containsEntry("pattern", pattern)
        .containsEntry("reason", reason)
        .containsEntry("source", "gate")
        .containsKey("position");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FORM users | 10 | did you mean FROM? Check 'FORM' | parser",
        "SELCT 1 | 1 | did you mean SELECT? Start with SELECT or WITH | gate",
        "SELECT a FROM t WHER a = 1 | 17 | did you mean WHERE? Check 'WHER' | parser",
        "SELECT a, FROM t | 11 | Remove the comma before 'FROM' | parser",
        "SELECT (1 | 10 | Something is missing at the end of the statement | parser",
        "SELECT a FROM t GROUP a | 23 | Check for missing keyword near 'a' | parser",
      })
  @DisplayName("R-016, R-087 a syntax error has its position, a hint that helps, and its source")
  void explains(String sql, int position, String hint, String source) {
    Failure refusal = refusal(GATE, sql);

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_SQL);
    assertThat(refusal.details())
        .containsEntry("position", position)
        .containsEntry("hint", hint)
        .containsEntry("source", source);
  }

  @Test
  @DisplayName("R-015 what is executed has no comments and is on one line")
  void rebuilds() {
    GatedSql gated =
        GATE.judge("SELECT a/*x*/,\n\n\n'b'\r\n'c'\t--d\nFROM t;", OptionalInt.empty());

    assertThat(gated.text()).isEqualTo("SELECT a , 'b'\n'c' FROM t");
  }

  @Test
  @DisplayName("R-023 bind parameters become question marks, named in their order")
  void binds() {
    GatedSql gated =
        GATE.judge("SELECT * FROM t WHERE a = :x AND b::date > :y OR c = :x", OptionalInt.empty());

    assertThat(gated.text()).isEqualTo("SELECT * FROM t WHERE a = ? AND b::date > ? OR c = ?");
    assertThat(gated.binds()).containsExactly("x", "y", "x");
  }

  @Test
  @DisplayName("R-015 operators add to the policy and take nothing away")
  void operatorsAdd() {
    Gate strict =
        Gates.with(
            Map.of(
                "spectra.sql.blocked-functions", "my_secret_*",
                "spectra.sql.blocked-objects", "HR,audit_*"));

    assertThat(refusal(strict, "SELECT My_Secret_Udf(1)")).isNotNull();
    assertThat(refusal(strict, "SELECT * FROM hr.people")).isNotNull();
    assertThat(refusal(strict, "SELECT * FROM audit_2026")).isNotNull();
    assertThat(refusal(strict, "SELECT pg_sleep(1)")).isNotNull();
    assertThatCode(() -> strict.judge("SELECT hr FROM people", OptionalInt.empty()))
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("R-011 SQL of more than 102,400 bytes in UTF-8 is refused")
  void bounds() {
    String longest = "SELECT '" + "é".repeat((102_400 - 9) / 2) + "'";

    assertThat(refusal(GATE, longest)).isNull();
    assertThat(refusal(GATE, longest + "  ").details().get("hint").toString()).contains("102400");
  }

  private static Failure refusal(Gate gate, String sql) {
    return catchThrowableOfType(Failure.class, () -> gate.judge(sql, OptionalInt.of(100)));
  }
}

package io.spectra.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spectra.OnStack;
import io.spectra.TestStack;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnStack
class WarehouseErrorsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 1/0                                | division by zero",
        "SELECT 'x'::int                           | invalid input syntax",
        "SELECT nope FROM sales                    | column \"nope\" does not exist",
        "SELECT * FROM nope                        | relation \"nope\" does not exist",
        "SELECT nope(1)                            | function nope(integer) does not exist",
        "SELEC 1                                   | syntax error",
        "SELECT (SELECT sale_id FROM sales)        | more than one row",
        "SELECT 1 AS a GROUP BY b                  | column \"b\" does not exist"
      })
  @DisplayName("R-016 R-022 What is wrong with the SQL is INVALID_SQL, in the warehouse's words")
  void callersFault(String sql, String words) {
    Failure failure = failureOf(sql);

    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_SQL);
    assertThat(failure).hasMessageContaining(words).hasMessageNotContaining("ERROR");
    assertThat(failure.details()).containsEntry("source", "warehouse");
  }

  @Test
  @DisplayName("R-016 The position is that of the SQL as sent, and the hint is the warehouse's")
  void positionAndHint() {
    BoundSql sql = new BoundSql("SELECT regio FROM sales", at -> at + 1000, List.of());

    assertThat(failureOf(sql).details())
        .containsEntry("position", 1008)
        .hasEntrySatisfying("hint", hint -> assertThat(hint.toString()).contains("sales.region"));
  }

  @Test
  @DisplayName("R-016 R-023 Parameters in front of an error do not shift its position")
  void positionBehindParameters() {
    String text = "SELECT '?' || ?, ? + 1, nope FROM sales";
    BoundSql sql =
        new BoundSql(text, new BindOffsets(text, at -> at), List.of("a", new BigDecimal(2)));

    assertThat(failureOf(sql).details()).containsEntry("position", text.indexOf("nope") + 1);
  }

  @Test
  @DisplayName("R-022 A table that the tenant may not read is FORBIDDEN")
  void permissionDenied() throws SQLException {
    execute("CREATE TABLE IF NOT EXISTS public.secrets (id int)");

    assertThat(failureOf("SELECT * FROM public.secrets").code()).isEqualTo(ErrorCode.FORBIDDEN);
  }

  @ParameterizedTest(name = "SQLSTATE {0}: {1}")
  @CsvSource({
    "08006,UNAVAILABLE",
    "53300,UNAVAILABLE",
    "57P01,UNAVAILABLE",
    "40001,UNAVAILABLE",
    "57014,QUERY_TIMEOUT",
    "25006,SQL_BLOCKED",
    "42501,FORBIDDEN",
    "0A000,INVALID_SQL",
    "54001,INVALID_SQL",
    "P0001,INVALID_SQL",
    "XX000,INTERNAL_ERROR",
    "58030,INTERNAL_ERROR"
  })
  @DisplayName("R-022 Each class of SQLSTATE has its code, and driver texts stay inside")
  void codes(String state, ErrorCode code) {
    Failure failure = WarehouseErrors.of(new SQLException("host db-7, user bob", state), at -> at);

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure).hasMessageNotContaining("bob");
    assertThat(failure.retryAfter().isPresent()).isEqualTo(code == ErrorCode.UNAVAILABLE);
  }

  private static Failure failureOf(String sql) {
    return failureOf(BoundSql.own(sql));
  }

  private static Failure failureOf(BoundSql sql) {
    try (TestWarehouse stack = TestWarehouse.open();
        WarehouseSession session = stack.session()) {
      return catchThrowableOfType(
          Failure.class,
          () -> {
            try (Rows rows = session.query(sql, 0)) {
              rows.next();
            }
          });
    }
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = TestStack.postgres();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

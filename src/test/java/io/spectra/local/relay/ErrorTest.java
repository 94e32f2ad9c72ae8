package io.spectra.local.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spectra.OnStack;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnStack
class ErrorTest {
  private Scratch scratch;

  @BeforeEach
  void open() throws SQLException {
    scratch = new Scratch();
  }

  @AfterEach
  void close() throws SQLException {
    scratch.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "selec 1; 42601; 1",
        "select * from nowhere; 42P01; 15",
        "select nam from t; 42703; 8",
        "select nofunc(1); 42883; 8",
        "select max(1/(id-500)) from t; 22012; 0"
      })
  @DisplayName("Errors arrive with SQLSTATE and position, and the connection goes on")
  void reports(String sql, String state, int position) throws SQLException {
    assertThat(Failures.stateOf(() -> scratch.execute(sql))).isEqualTo(state);
    assertThat(Failures.positionOf(() -> scratch.execute(sql))).isEqualTo(position);
    assertThat(scratch.query("select 1")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UNLOAD ('select id, nope from t where name=''a''') TO '%s' iam_role default csv",
        "UNLOAD ('select id from t where name=''a'' and nope=1') TO '%s' iam_role default csv",
        "unload ($$select nope from t$$) to '%s' iam_role default",
        "/* ü𝄞 */ UNLOAD ('select ''𝄞ü'' as x, nope from t') TO '%s' iam_role default csv"
      })
  @DisplayName("An error inside UNLOAD has its position in the statement that was sent")
  void mapsPositions(String sql) {
    String statement = sql.formatted(scratch.url("e_"));
    int expected = statement.codePointCount(0, statement.indexOf("nope")) + 1;

    assertThat(Failures.positionOf(() -> scratch.execute(statement))).isEqualTo(expected);
  }

  @Test
  @DisplayName("An error at run time inside UNLOAD leaves no object behind")
  void leavesNothingBehind() throws SQLException {
    String sql =
        "UNLOAD ('select 1/(100000-g), repeat(''x'',200) from generate_series(1,200000) g') TO '%s' IAM_ROLE default CSV"
            .formatted(scratch.url("e_"));

    assertThat(Failures.stateOf(() -> scratch.execute(sql))).isEqualTo("22012");
    assertThat(scratch.objects("e_")).isEmpty();
    await().until(() -> scratch.unfinishedUploads() == 0);
    assertThat(scratch.query("select 1")).isEqualTo("1");
  }

  @Test
  @DisplayName("statement_timeout ends a statement with 57014")
  void timesOut() throws SQLException {
    scratch.execute("set statement_timeout = 100");

    assertThat(Failures.stateOf(() -> scratch.query("select pg_sleep(30)"))).isEqualTo("57014");
    scratch.execute("set statement_timeout = 0");
  }
}

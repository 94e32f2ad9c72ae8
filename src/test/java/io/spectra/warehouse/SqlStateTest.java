package io.spectra.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.redshift.util.RedshiftException;
import com.amazon.redshift.util.ServerErrorMessage;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStateTest {
  @ParameterizedTest
  @CsvSource({"1023,40001", "1058,22003", "1207,22P02", "1000,XX000"})
  @DisplayName("R-022 An internal error of a compute node is told by the number in its detail")
  void computeNodes(String code, String state) {
    String detail =
        "-----\n error:  Invalid digit, Value 'a'\n code:      " + code + "\n context:   a";

    assertThat(SqlState.of(error("XX000", detail))).isEqualTo(state);
  }

  @Test
  @DisplayName("R-022 Any other SQLSTATE is taken as it is")
  void others() {
    assertThat(SqlState.of(error("42601", "code: 1207"))).isEqualTo("42601");
    assertThat(SqlState.of(new SQLException("no state"))).isEmpty();
    assertThat(SqlState.of(new SQLException("no detail", "XX000"))).isEqualTo("XX000");
  }

  @Test
  @DisplayName("R-022 A serialization conflict is told by its number alone")
  void conflict() {
    SQLException error =
        new RedshiftException(
            new ServerErrorMessage(
                "SERROR\0CXX000\0M1023\0DSerializable isolation violation on table 7\0"));

    assertThat(SqlState.of(error)).isEqualTo("40001");
  }

  private static SQLException error(String state, String detail) {
    return new RedshiftException(
        new ServerErrorMessage("SERROR\0C" + state + "\0Mnot for the caller\0D" + detail + "\0"));
  }
}

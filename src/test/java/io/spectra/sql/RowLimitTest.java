package io.spectra.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowLimitTest {
  private static final Gate GATE = Gates.standard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "SELECT a FROM t                         | SELECT a FROM t LIMIT 101                | 100 | -",
        "SELECT a FROM t LIMIT 7                 | SELECT a FROM t LIMIT 7                  | 7   | 7",
        "SELECT a FROM t LIMIT 100               | SELECT a FROM t LIMIT 100                | 100 | 100",
        "SELECT a FROM t LIMIT 101               | SELECT a FROM t LIMIT 101                | 100 | 101",
        "SELECT a FROM t LIMIT 5000 OFFSET 3     | SELECT a FROM t LIMIT 101 OFFSET 3       | 100 | 5000",
        "SELECT a FROM t OFFSET 3                | SELECT a FROM t LIMIT 101 OFFSET 3       | 100 | -",
        "SELECT a FROM t LIMIT ALL               | SELECT a FROM t LIMIT 101                | 100 | -",
        "SELECT a FROM t LIMIT(5000)             | SELECT a FROM t LIMIT 101                | 100 | 5000",
        "((SELECT a FROM t LIMIT 5000))          | ((SELECT a FROM t LIMIT 101))            | 100 | 5000",
        "(SELECT a FROM t LIMIT 5) LIMIT 5000    | (SELECT a FROM t LIMIT 5) LIMIT 101      | 100 | 5000",
        "SELECT TOP 5000 a FROM t                | SELECT TOP 101 a FROM t                  | 100 | 5000",
        "SELECT TOP 7 a FROM t                   | SELECT TOP 7 a FROM t                    | 7   | 7",
        "SELECT a FROM t FETCH FIRST ROW ONLY    | SELECT a FROM t FETCH FIRST ROW ONLY     | 1   | 1",
        "SELECT a FROM t FETCH NEXT 500 ROWS ONLY| SELECT a FROM t FETCH NEXT 101 ROWS ONLY | 100 | 500",
        "SELECT a FROM t LIMIT 5+500             | SELECT a FROM t LIMIT 5+500              | 100 | -",
        "SELECT a FROM t -- LIMIT 3              | SELECT a FROM t LIMIT 101                | 100 | -",
      })
  @DisplayName("R-014 a LIMIT is injected, reduced or kept, and one row more shows what was cut")
  void limits(String sql, String executed, int rows, Integer stated) {
    GatedSql gated = GATE.judge(sql, OptionalInt.of(100));

    assertThat(gated.text().replace('\n', '⏎')).isEqualTo(executed);
    assertThat(gated.rows()).hasValue(rows);
    assertThat(gated.statedLimit())
        .isEqualTo(stated == null ? OptionalInt.empty() : OptionalInt.of(stated));
  }

  @Test
  @DisplayName("R-014 TOP limits one side of a set operation only, and is left alone there")
  void topOfOneSide() {
    GatedSql gated =
        GATE.judge("SELECT TOP 5000 a FROM t UNION ALL SELECT a FROM u", OptionalInt.of(100));

    assertThat(gated.text()).isEqualTo("SELECT TOP 5000 a FROM t UNION ALL SELECT a FROM u");
    assertThat(gated.rows()).hasValue(100);
    assertThat(gated.statedLimit()).isEmpty();
  }

  @Test
  @DisplayName("R-050 an export's query keeps what limit it has")
  void noLimit() {
    GatedSql gated = GATE.judge("SELECT a FROM t LIMIT 5000 -- all", OptionalInt.empty());

    assertThat(gated.text()).isEqualTo("SELECT a FROM t LIMIT 5000");
    assertThat(gated.rows()).isEmpty();
    assertThat(gated.statedLimit()).hasValue(5000);
  }
}

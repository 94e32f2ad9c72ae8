package io.spectra.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberBlindTest {
  @ParameterizedTest
  @DisplayName("whole numbers are alike; names, quoted text and fractions are not")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT a1 FROM t2 WHERE id = 4711 | SELECT a1 FROM t2 WHERE id = 0",
        "SELECT '12' , \"34\" , 56 | SELECT '12' , \"34\" , 0",
        "SELECT 1.25 + 30 | SELECT 0.25 + 0",
        "SELECT x FROM t LIMIT 10 | SELECT x FROM t LIMIT 0",
        "SELECT $1 + 2 | SELECT $1 + 0",
      })
  void text(String sql, String blind) {
    assertThat(NumberBlind.text(sql)).isEqualTo(blind);
  }
}

package io.spectra.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PositionsTest {
  private static final Gate GATE = Gates.standard();

  /** Where the executed text's {@code word} was, in the SQL as sent. */
  private static int sentPosition(String sql, String word) {
    GatedSql gated = GATE.judge(sql, OptionalInt.of(10));
    int offset = gated.text().indexOf(word);
    return gated.offsets().toSent(gated.text().codePointCount(0, offset) + 1);
  }

  private static int codePointsBefore(String sql, String word) {
    return sql.codePointCount(0, sql.indexOf(word)) + 1;
  }

  @Test
  @DisplayName("R-016 a position of the warehouse maps back through comments, CRLF and emoji")
  void mapsBack() {
    String sql = "/* 😀 */ SELECT '😀', a,\r\n\r\n  -- note\r\n  größe FROM t WHERE wrong = 1";

    assertThat(sentPosition(sql, "wrong")).isEqualTo(codePointsBefore(sql, "wrong"));
    assertThat(sentPosition(sql, "größe")).isEqualTo(codePointsBefore(sql, "größe"));
  }

  @Test
  @DisplayName("R-016 what stands behind a rewritten limit maps back too")
  void mapsBehindRewriting() {
    String sql = "SELECT a FROM t /* c */ LIMIT /* c */ 5000 OFFSET wrong";

    assertThat(sentPosition(sql, "wrong")).isEqualTo(codePointsBefore(sql, "wrong"));
  }

  @Test
  @DisplayName("R-023 what stands behind a bind parameter maps back too")
  void mapsBehindBinds() {
    String sql = "SELECT :first_name, :second_name, wrong FROM t";

    assertThat(sentPosition(sql, "wrong")).isEqualTo(codePointsBefore(sql, "wrong"));
  }

  @Test
  @DisplayName("R-016 what the gate added maps to the end of the SQL as sent")
  void mapsAdded() {
    GatedSql gated = GATE.judge("SELECT a FROM t", OptionalInt.of(10));

    assertThat(gated.offsets().toSent(gated.text().indexOf("LIMIT") + 1)).isEqualTo(15);
    assertThat(gated.offsets().toSent(10_000)).isEqualTo(15);
    assertThat(gated.offsets().toSent(0)).isEqualTo(1);
  }
}

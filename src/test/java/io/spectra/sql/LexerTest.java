package io.spectra.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spectra.failure.Failure;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexerTest {

  @Test
  @DisplayName("R-015 words inside literals, quoted names and comments are no keywords")
  void literalsHideWords() {
    Tokens tokens =
        Lexer.read("SELECT 'INTO' || $$INTO$$, \"into\" /* INTO /* INTO */ */ -- INTO\r FROM t");

    assertThat(IntStream.range(0, tokens.size()).filter(i -> tokens.keyword(i, "into"))).isEmpty();
    assertThat(tokens.at(tokens.size() - 2).isKeyword("from")).isTrue();
  }

  @Test
  @DisplayName("R-015 a word behind a dot or AS is a name, whatever it spells")
  void labels() {
    Tokens tokens = Lexer.read("t.into AS into into");

    assertThat(IntStream.range(0, tokens.size()).filter(i -> tokens.keyword(i, "into")))
        .containsExactly(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT 'a\\'b' | 10",
        "SELECT 'open | 8",
        "SELECT \"open | 8",
        "SELECT $x$ open | 8",
        "SELECT 1 /* open | 10",
        "SELECT 1x | 9",
        "SELECT U&'x' | 8",
        "SELECT a ? b | 10",
        "SELECT $1 | 8",
        "SELECT {fn now()} | 8",
        "SELECT ‘a’ | 8",
        "SELECT (1] | 10",
        "SELECT 1) | 9",
      })
  @DisplayName("R-016 what two readers could read differently is refused at its place")
  void refuses(String sql, int position) {
    Failure refusal = catchThrowableOfType(Failure.class, () -> Lexer.read(sql));

    assertThat(refusal.details()).containsEntry("position", position).containsKey("hint");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ſtl_query", "ＳＴＬ_query", "\"STL_Query\"", "stl_query", "STL_QUERY"})
  @DisplayName("R-015 names fold as the warehouse may fold them")
  void folds(String name) {
    assertThat(Lexer.read(name).at(0).word()).isEqualTo("stl_query");
  }

  @Test
  @DisplayName("R-023 :name is a bind parameter; a cast, := and an array slice are none")
  void binds() {
    Tokens tokens = Lexer.read("SELECT :a, b::int, ':c', x := 1, y[1:n] WHERE z = :a AND :d_1");

    assertThat(tokens.binds()).isEqualTo(List.of("a", "a", "d_1"));
  }

  @Test
  @DisplayName("R-016 nesting and lists are bounded, with a hint that says how")
  void bounds() {
    Failure deep =
        catchThrowableOfType(Failure.class, () -> Lexer.read("SELECT " + "(".repeat(201)));
    Failure longList =
        catchThrowableOfType(Failure.class, () -> Lexer.read("SELECT 1" + ",1".repeat(20_000)));

    assertThat(deep.details()).containsEntry("position", 208);
    assertThat(deep.details().get("hint").toString()).contains("200");
    assertThat(longList.details().get("hint").toString()).contains("20000");
  }
}

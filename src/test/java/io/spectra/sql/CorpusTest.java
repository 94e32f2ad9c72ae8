package io.spectra.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorpusTest {
  private static final String[] CORPORA = {"select", "reject", "adversarial", "hunted"};
  private static final Gate GATE = Gates.standard();

  static Stream<Statement> rejected() {
    return Statement.expecting("reject", CORPORA);
  }

  static Stream<Statement> anything() {
    return Stream.of(CORPORA).flatMap(Statement::of);
  }

  static Stream<Statement> withErrorPosition() {
    return anything().filter(s -> s.position() != null);
  }

  @ParameterizedTest
  @MethodSource("rejected")
  @DisplayName("R-015 every statement of the corpora that is no harmless query is refused")
  void refuses(Statement statement) {
    Failure refusal = refusal(statement);
    assertThat(refusal).as("%s", statement).isNotNull();
    if (statement.code() != null) {
      assertThat(refusal.code()).hasToString(statement.code());
    }
  }

  @Test
  @DisplayName("R-015 at least 99.5 % of the harmless queries pass, and each other one is named")
  void accepts() {
    List<Statement> harmless = Statement.expecting("accept", CORPORA).toList();
    Set<String> refused =
        harmless.stream()
            .filter(s -> refusal(s) != null)
            .map(Statement::id)
            .collect(Collectors.toSet());

    assertThat(refused)
        .isEqualTo(Statement.of("not-accepted").map(Statement::id).collect(Collectors.toSet()));
    assertThat(refused.size()).isLessThanOrEqualTo(harmless.size() / 200);
  }

  @Test
  @DisplayName("R-015, R-016, R-087 a refusal says what was found, why, where and by whom")
  void explains() {
    assertThat(anything().filter(s -> refusal(s) != null)).allSatisfy(CorpusTest::explained);
  }

  private static void explained(Statement statement) {
    Failure refusal = refusal(statement);
    boolean blocked = refusal.code() == ErrorCode.SQL_BLOCKED;
    String[] explanation = blocked ? new String[] {"pattern", "reason"} : new String[] {"hint"};
    assertThat(refusal.code()).isIn(ErrorCode.SQL_BLOCKED, ErrorCode.INVALID_SQL);
    assertThat(refusal.details()).containsKeys(explanation).containsKeys("position", "source");
    assertThat((int) refusal.details().get("position"))
        .isBetween(1, statement.sql().codePointCount(0, statement.sql().length()) + 1);
  }

  @ParameterizedTest
  @MethodSource("withErrorPosition")
  @DisplayName("R-016 the position of a syntax error is where the corpus says")
  void findsErrors(Statement statement) {
    List<String> before =
        statement.sql().lines().limit(statement.position().get("line").asInt() - 1L).toList();
    int lineStart = before.stream().mapToInt(line -> line.length() + 1).sum();

    assertThat(refusal(statement).details())
        .containsEntry("position", lineStart + statement.position().get("column").asInt());
  }

  private static Failure refusal(Statement statement) {
    return catchThrowableOfType(
        Failure.class, () -> GATE.judge(statement.sql(), OptionalInt.of(1000)));
  }
}

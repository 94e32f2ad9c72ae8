package io.spectra.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.spectra.failure.Failure;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The row cap as the text shows it; {@code RowCapExecutedTest} counts rows. */
class RowCapCorpusTest {
  private static final Gate GATE = Gates.standard();
  private static final Pattern LIMIT_AT_END =
      Pattern.compile(
          "(?is).*\\b(?:LIMIT|FIRST|NEXT) (\\d+)(?: ROWS? ONLY)?(?: OFFSET .*)?[ )]*"
              + "|SELECT (?:DISTINCT )?TOP (\\d+) .*");

  static Stream<Statement> limited() {
    return Stream.of("select", "adversarial", "hunted")
        .flatMap(Statement::of)
        .filter(s -> s.limit() != null && s.limit().has("effective"));
  }

  @ParameterizedTest
  @MethodSource("limited")
  @DisplayName("R-014 no statement of the corpora asks for more rows than it may")
  void bounds(Statement statement) {
    int max = statement.limit().get("max_rows").asInt();
    int effective = statement.limit().get("effective").asInt();
    GatedSql gated;
    try {
      gated = GATE.judge(statement.sql(), OptionalInt.of(max));
    } catch (Failure refused) {
      assertThat(statement.expected()).isNotEqualTo("accept");
      return;
    }

    assertThat(gated.rows()).hasValue(Math.min(effective, max));
    boolean rewritten = !statement.expected().equals("any");
    assumeThat(rewritten).as("an opaque limit is left to the statement's row cap").isTrue();
    Matcher limit = LIMIT_AT_END.matcher(gated.text());
    assertThat(limit.matches()).as(gated.text()).isTrue();
    String rows = limit.group(1) == null ? limit.group(2) : limit.group(1);
    assertThat(Integer.parseInt(rows)).isEqualTo(effective);
  }
}

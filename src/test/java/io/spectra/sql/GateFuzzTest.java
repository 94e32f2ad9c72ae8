package io.spectra.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Throws soup, mutilated statements and nests at the gate. */
class GateFuzzTest {
  private static final OptionalInt ROWS = OptionalInt.of(100);
  private static final Judge JUDGE = new Judge(Policy.load(List.of(), List.of()));
  private static final Gate GATE = Gates.standard();
  private static final List<String> CORPUS =
      Statement.expecting("accept", "select", "adversarial", "hunted")
          .map(Statement::sql)
          .filter(sql -> sql.length() < 4_000)
          .toList();

  @BeforeContainer
  static void warmUp() {
    CORPUS.forEach(GateFuzzTest::verdict);
  }

  @Property(tries = 3_000)
  @Label("R-015, R-016 any text gets a verdict, the same every time, and nothing else is thrown")
  void alwaysTheSameVerdict(@ForAll("anything") String sql) {
    assertThat(verdict(sql)).isEqualTo(verdict(sql)).isEqualTo(freshVerdict(sql));
  }

  @Property(tries = 3_000)
  @Label("R-015 the rebuilt text has the same tokens and the same verdict as the text as sent")
  void rebuildingChangesNothing(@ForAll("anything") String sql) {
    Rebuilt rebuilt;
    try {
      rebuilt = JUDGE.judge(sql);
    } catch (Failure refused) {
      return;
    }
    if (!rebuilt.tokens().binds().isEmpty()) {
      return;
    }
    Rebuilt again = JUDGE.judge(rebuilt.text());

    assertThat(again.text()).isEqualTo(rebuilt.text());
    assertThat(words(again.tokens())).isEqualTo(words(rebuilt.tokens()));
  }

  @Property(tries = 1_000)
  @Label("R-014 what is executed would pass the gate itself, and asks for no more rows")
  void executedTextPasses(@ForAll("mutations") String sql) {
    GatedSql gated;
    try {
      gated = GATE.judge(sql, ROWS);
    } catch (Failure refused) {
      return;
    }
    if (gated.binds().isEmpty()) {
      assertThat(JUDGE.judge(gated.text()).text()).isEqualTo(gated.text());
    }
    assertThat(gated.rows().getAsInt()).isLessThanOrEqualTo(ROWS.getAsInt());
  }

  @Property(tries = 300)
  @Label("R-015 no text costs more than 250 ms of CPU")
  void isCheap(@ForAll("hostile") String sql) {
    long before = cpuMillis();
    freshVerdict(sql);

    assertThat(cpuMillis() - before).isLessThan(250);
  }

  @Provide
  Arbitrary<String> anything() {
    return Arbitraries.oneOf(soup(), mutations(), Arbitraries.strings().ofMaxLength(80));
  }

  @Provide
  Arbitrary<String> soup() {
    List<String> pieces =
        List.of(
            "SELECT",
            "FROM",
            "WITH",
            "AS",
            "INTO",
            "FOR UPDATE",
            "LIMIT",
            "OFFSET",
            "TOP",
            "UNION",
            "JOIN",
            "ON",
            "t",
            "u.a",
            "pg_user",
            "\"pg_user\"",
            "pg_sleep(1)",
            "DELETE",
            "(",
            ")",
            "[",
            "]",
            ",",
            ";",
            ".",
            "*",
            "'a'",
            "'",
            "''",
            "\\",
            "\"",
            "--",
            "/*",
            "*/",
            "$$",
            "$a$",
            "$1",
            ":x",
            "::",
            "?",
            "1",
            "1.",
            ".5",
            "1e",
            "U&'",
            "E'",
            "é",
            "ſ",
            "\u00a0",
            "\u0000",
            "\n",
            "\r",
            "\t",
            " ",
            "-",
            "+",
            "=",
            "`",
            "{",
            "#");
    return Arbitraries.of(pieces)
        .list()
        .ofMaxSize(30)
        .flatMap(list -> Arbitraries.of("", " ").map(glue -> String.join(glue, list)));
  }

  @Provide
  Arbitrary<String> mutations() {
    Arbitrary<String> statement = Arbitraries.of(CORPUS);
    Arbitrary<String> insert =
        Arbitraries.of("", "'", "\"", "/*", "*/", "--", "\n", "\r", ";", "(", ")", "\\", "$$", " ");
    Arbitrary<Double> where = Arbitraries.doubles().between(0, 1);
    return Combinators.combine(statement, insert, where, where).as(GateFuzzTest::mutate);
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "(",
            "((SELECT ",
            "[",
            "'",
            "/*",
            "--\n",
            "$a$ ",
            "a.",
            "a,",
            "1+",
            "- ",
            "NOT ",
            "CASE WHEN a THEN ",
            "f(",
            "SELECT (",
            "WITH a AS (SELECT ",
            "a AND ",
            "(a OR ",
            "x::int::",
            "\"a\".",
            "UNION SELECT 1 ",
            "JOIN t ON ",
            "OVER (",
            "INTERVAL ",
            "CAST(",
            "a BETWEEN ",
            "IN (",
            "é",
            "\ud83d\ude00",
            ":a ",
            "returns ",
            "AS ( ");
    Arbitrary<String> head = Arbitraries.of("", "SELECT ", "SELECT a FROM t WHERE ", "WITH ");
    Arbitrary<Integer> size = Arbitraries.of(10, 30, 199, 1_000, 20_000, 102_400);
    return Combinators.combine(head, piece, piece, size).as(GateFuzzTest::repeat);
  }

  private static String mutate(String sql, String insert, double from, double to) {
    int start = (int) (sql.length() * Math.min(from, to));
    int end = insert.isEmpty() ? (int) (sql.length() * Math.max(from, to)) : start;
    return sql.substring(0, start) + insert + sql.substring(end);
  }

  private static String repeat(String head, String first, String second, int size) {
    String pair = first + second;
    return head + pair.repeat(size / pair.length() + 1);
  }

  private static String verdict(String sql) {
    return outcome(() -> GATE.judge(sql, ROWS).text());
  }

  private static String freshVerdict(String sql) {
    return outcome(() -> new Verdict.Passed(new Approved(GATE.decide(sql))).limitTo(ROWS).text());
  }

  private static String outcome(java.util.function.Supplier<String> judged) {
    try {
      return judged.get();
    } catch (Failure refusal) {
      assertThat(refusal.code()).isIn(ErrorCode.SQL_BLOCKED, ErrorCode.INVALID_SQL);
      return refusal.code() + " " + refusal.details();
    }
  }

  private static List<String> words(Tokens tokens) {
    return IntStream.range(0, tokens.size())
        .mapToObj(i -> tokens.at(i).kind() + tokens.text(i))
        .toList();
  }

  /** CPU time of all threads that a verdict can use: this one and the parser's. */
  private static long cpuMillis() {
    var threads = ManagementFactory.getThreadMXBean();
    long nanos = threads.getCurrentThreadCpuTime();
    for (var info : threads.dumpAllThreads(false, false, 0)) {
      boolean parser = info.getThreadName().equals("sql-parser");
      nanos += parser ? Math.max(0, threads.getThreadCpuTime(info.getThreadId())) : 0;
    }
    return nanos / 1_000_000;
  }
}

package io.spectra.sql;

import io.spectra.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads a text and holds it against the rules; the parser has no say here. Stateless. */
final class Judge {
  /** */
  static final int MAX_BYTES = 102_400;

  private final List<Rule> rules;

  Judge(Policy policy) {
    this.rules =
        List.of(
            new OneStatement(),
            new StartsWithSelect(policy.statements()),
            new CommonTables(),
            new NoInto(),
            new NoLocks(),
            new NoTableCommand(),
            new OneLimit(),
            new NoBlockedFunctions(policy.functions()),
            new NoCatalogTypes(policy.types()),
            new NoSystemObjects(policy.objects()));
  }

  /**
   * @throws Failure if the text is refused
   */
  Rebuilt judge(String sql) {
    checkText(sql);
    Tokens tokens = Lexer.read(sql).withoutEnd();
    if (tokens.size() == 0) {
      throw Refusal.invalid(sql, 0, "There is no statement here: start with SELECT or WITH");
    }
    rules.forEach(rule -> rule.check(tokens));
    return Rebuilt.of(tokens);
  }

  private static void checkText(String sql) {
    boolean maybeTooLong = sql.length() > MAX_BYTES / 3;
    if (maybeTooLong && sql.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw Refusal.invalid(sql, 0, "SQL too long: at most " + MAX_BYTES + " bytes in UTF-8");
    }
    int nul = sql.indexOf('\0');
    if (nul >= 0) {
      throw Refusal.invalid(sql, nul, Unreadable.hint(0));
    }
  }
}

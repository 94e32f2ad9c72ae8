package io.spectra.sql;

import java.util.Set;

/**
 * Takes out of a transcript what the warehouse reads and the parser does not, where what is left is
 * still a query if and only if the whole was one. Each was found by running PostgreSQL's regression
 * tests and public dialect suites through the gate.
 */
final class Simplifications {
  /** Types whose literals the parser knows: {@code DATE '2026-01-29'}. */
  private static final Set<String> LITERAL_TYPES =
      Set.of("interval", "date", "time", "timestamp", "timestamptz", "timetz");

  /** What may stand first in a window's brackets if not the name of another window. */
  private static final Set<String> WINDOW_WORDS =
      Set.of("partition", "order", "rows", "range", "groups");

  /** Keywords of other dialects, which the parser reserves and the warehouse does not. */
  private static final Set<String> FOREIGN_KEYWORDS =
      Set.of(
          "absent",
          "connect_by_root",
          "csv",
          "distinctrow",
          "div",
          "enum",
          "errors",
          "excludes",
          "extend",
          "fbv",
          "final",
          "force",
          "import",
          "includes",
          "match",
          "nocycle",
          "output",
          "preferring",
          "prewhere",
          "returning",
          "returns",
          "sample",
          "script",
          "sel",
          "semi",
          "settings",
          "sql_cache",
          "sql_calc_found_rows",
          "sql_no_cache",
          "statement",
          "table",
          "unknown",
          "use",
          "verify",
          "xmlserialize",
          "xor");

  private Simplifications() {}

  static void applyTo(Transcript transcript) {
    Tokens tokens = transcript.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      if (isAttribute(tokens, i) || isForeignKeyword(tokens, i)) {
        transcript.neutralize(i);
      } else if (isTypeOfLiteral(tokens, i)
          || isDoubledSign(tokens, i)
          || isWindowName(tokens, i)) {
        transcript.blank(i, i + 1);
      } else {
        Casts.takeOut(transcript, i);
      }
    }
  }

  /** Any word behind a dot is a name: {@code t.null}. */
  private static boolean isAttribute(Tokens tokens, int index) {
    return tokens.symbol(index - 1, '.') && tokens.at(index).kind() == TokenKind.WORD;
  }

  private static boolean isForeignKeyword(Tokens tokens, int index) {
    boolean truth = tokens.keyword(index - 1, "is") || tokens.keyword(index - 1, "not");
    return tokens.at(index).kind() == TokenKind.WORD
        && FOREIGN_KEYWORDS.contains(tokens.at(index).word())
        && !truth
        && !tokens.symbol(index + 1, '(');
  }

  /** {@code point '(0,0)'}, {@code VARIADIC '{}'}. */
  private static boolean isTypeOfLiteral(Tokens tokens, int index) {
    Token token = tokens.at(index);
    Token before = tokens.at(index - 1);
    boolean type =
        Transcript.canBeName(token)
            && !LITERAL_TYPES.contains(token.word())
            && tokens.at(index + 1).kind() == TokenKind.STRING
            && tokens.at(index + 1).start() > token.end();
    boolean operandExpected = before.kind() == TokenKind.SYMBOL && !before.isSymbol(')');
    boolean clause = before.kind() == TokenKind.WORD && Reserved.isReserved(before.word());
    return token.isKeyword("variadic") || type && (operandExpected || clause);
  }

  /** The second sign of {@code - -1}. */
  private static boolean isDoubledSign(Tokens tokens, int index) {
    Token before = tokens.at(index - 1);
    return (tokens.symbol(index, '-') || tokens.symbol(index, '+') || tokens.symbol(index, '~'))
        && Operators.isOperator(before)
        && before.end() < tokens.at(index).start();
  }

  /** {@code OVER (w)}, {@code OVER (w ROWS …)}. */
  private static boolean isWindowName(Tokens tokens, int index) {
    return tokens.symbol(index - 1, '(')
        && tokens.keyword(index - 2, "over")
        && tokens.at(index).isName()
        && !WINDOW_WORDS.contains(tokens.at(index).word());
  }
}

package io.spectra.sql;

/**
 * Writes SQL with every whole number as {@code 0}: to a parser, statements that differ in these are
 * the same. Quoted text and digits that belong to a name stay. Pure.
 */
final class NumberBlind {
  private NumberBlind() {}

  static String text(String sql) {
    StringBuilder blind = new StringBuilder(sql.length());
    char quote = 0;
    char before = ' ';
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      boolean digit = quote == 0 && c >= '0' && c <= '9';
      if (digit && !belongs(before)) {
        blind.append('0');
        i = endOfDigits(sql, i) - 1;
        before = '0';
        continue;
      }
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      }
      blind.append(c);
      before = c;
    }
    return blind.toString();
  }

  private static int endOfDigits(String sql, int from) {
    int end = from;
    while (end < sql.length() && sql.charAt(end) >= '0' && sql.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** Whether a digit behind this character begins no number of its own. */
  private static boolean belongs(char before) {
    return Character.isLetterOrDigit(before) || before == '_' || before == '$' || before == '.';
  }
}

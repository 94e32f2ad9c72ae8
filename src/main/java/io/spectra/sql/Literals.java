package io.spectra.sql;

/** Finds where quoted things end. All offsets are 0-based UTF-16 units in the SQL as sent. */
final class Literals {
  private Literals() {}

  /**
   * The end, exclusive, of the string literal that opens at {@code from}. Redshift reads a
   * backslash as an escape and standard SQL does not, so a literal is let through only where both
   * readings end it at the same quote.
   */
  static int endOfString(String sql, int from) {
    int backslashes = 0;
    for (int at = from + 1; at < sql.length(); at++) {
      char c = sql.charAt(at);
      if (c == '\\') {
        backslashes++;
        continue;
      }
      if (c == '\'') {
        if (backslashes % 2 == 1) {
          throw Refusal.invalid(sql, at - 1, "Write '' for a quote inside a string, not \\'");
        }
        if (!isAt(sql, at + 1, '\'')) {
          return at + 1;
        }
        at++;
      }
      backslashes = 0;
    }
    throw Refusal.invalid(sql, from, "This string does not end: add the closing quote '");
  }

  /** The end, exclusive, of the quoted identifier that opens at {@code from}. */
  static int endOfIdentifier(String sql, int from) {
    for (int at = from + 1; at < sql.length(); at++) {
      if (sql.charAt(at) != '"') {
        continue;
      }
      if (!isAt(sql, at + 1, '"')) {
        return at + 1;
      }
      at++;
    }
    throw Refusal.invalid(sql, from, "This quoted name does not end: add the closing quote \"");
  }

  /** The end, exclusive, of the dollar-quoted string that opens at {@code from}. */
  static int endOfDollar(String sql, int from) {
    int open = endOfTag(sql, from);
    if (open < 0) {
      throw Refusal.invalid(sql, from, "Numbered parameters are not supported: use :name");
    }
    int close = sql.indexOf(sql.substring(from, open), open);
    if (close < 0) {
      String tag = sql.substring(from, open);
      throw Refusal.invalid(sql, from, "This string does not end: close it with " + tag);
    }
    return close + open - from;
  }

  private static int endOfTag(String sql, int from) {
    for (int at = from + 1; at < sql.length(); at++) {
      char c = sql.charAt(at);
      if (c == '$') {
        return at + 1;
      }
      boolean first = at == from + 1;
      if (!(Characters.isLetter(c) || !first && Characters.isDigit(c))) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isAt(String sql, int at, char c) {
    return at < sql.length() && sql.charAt(at) == c;
  }
}

package io.spectra.sql;

/**
 * Skips what separates tokens: white space as PostgreSQL and Redshift know it, {@code --} comments
 * up to a line feed or a carriage return, and block comments, which nest.
 */
final class Blanks {
  private Blanks() {}

  /**
   * @return the offset of the first character at or behind {@code from} that is no blank
   * @throws io.spectra.failure.Failure INVALID_SQL where a block comment does not end
   */
  static int skip(String sql, int from) {
    int at = from;
    while (at < sql.length()) {
      int next = skipOne(sql, at);
      if (next == at) {
        return at;
      }
      at = next;
    }
    return at;
  }

  private static int skipOne(String sql, int at) {
    char c = sql.charAt(at);
    if (isSpace(c) || c == '\ufeff' && at == 0) {
      return at + 1;
    }
    if (c == '-' && sql.startsWith("--", at)) {
      return endOfLine(sql, at);
    }
    if (c == '/' && sql.startsWith("/*", at)) {
      return endOfBlock(sql, at);
    }
    return at;
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
  }

  private static int endOfLine(String sql, int from) {
    int at = from;
    while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  private static int endOfBlock(String sql, int from) {
    int open = 0;
    for (int at = from; at + 1 < sql.length(); at++) {
      if (sql.startsWith("/*", at)) {
        open++;
        at++;
      } else if (sql.startsWith("*/", at)) {
        open--;
        at++;
        if (open == 0) {
          return at + 1;
        }
      }
    }
    throw Refusal.invalid(sql, from, "This comment does not end: comments nest, close it with */");
  }
}

package io.spectra.sql;

/** Finds where a numeric literal ends. */
final class Numbers {
  private Numbers() {}

  /** The end, exclusive, of {@code 12}, {@code 1.5}, {@code 1.}, {@code .5} or {@code 1.5e-3}. */
  static int end(String sql, int from) {
    int at = digits(sql, from);
    if (at < sql.length() && sql.charAt(at) == '.') {
      at = digits(sql, at + 1);
    }
    return exponent(sql, at);
  }

  private static int exponent(String sql, int at) {
    if (at >= sql.length() || (sql.charAt(at) | 0x20) != 'e') {
      return at;
    }
    int first = at + 1;
    if (first < sql.length() && (sql.charAt(first) == '+' || sql.charAt(first) == '-')) {
      first++;
    }
    int end = digits(sql, first);
    return end == first ? at : end;
  }

  private static int digits(String sql, int from) {
    int at = from;
    while (at < sql.length() && Characters.isDigit(sql.charAt(at))) {
      at++;
    }
    return at;
  }
}

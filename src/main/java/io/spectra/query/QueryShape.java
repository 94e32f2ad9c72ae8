package io.spectra.query;

/**
 * Tells queries apart by all but their numbers and string literals. Two different ones may be taken
 * for the same, so that nothing but a guess may rest on it. Pure.
 */
final class QueryShape {
  private static final long PRIME = 1_099_511_628_211L;

  private QueryShape() {}

  /** A hash of the text without its numbers and literals. */
  static long of(String sql) {
    long hash = 0xcbf29ce484222325L;
    boolean literal = false;
    char before = ' ';
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (c == '\'') {
        literal = !literal;
      }
      boolean same = literal && c != '\'' || digit && before >= '0' && before <= '9';
      if (!same) {
        hash = (hash ^ (digit ? '0' : c)) * PRIME;
      }
      before = c;
    }
    return hash;
  }
}

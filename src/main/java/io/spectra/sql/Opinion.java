package io.spectra.sql;

/**
 * What the parser says about a text.
 *
 * @param known whether it came to a conclusion, in its time and with its stack
 * @param errorAt where it stumbled, 0-based in UTF-16 units; -1 if it understood one SELECT
 */
record Opinion(boolean known, int errorAt) {
  static final Opinion UNKNOWN = new Opinion(false, -1);
  static final Opinion ONE_SELECT = new Opinion(true, -1);

  static Opinion error(int at) {
    return new Opinion(true, at);
  }

  boolean isError() {
    return known && errorAt >= 0;
  }
}

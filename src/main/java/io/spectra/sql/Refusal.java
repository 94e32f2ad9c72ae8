package io.spectra.sql;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;

/** The two ways in which SQL is refused, in the form that the API reference shows. */
final class Refusal {
  static final String GATE = "gate";
  static final String PARSER = "parser";

  private Refusal() {}

  /**
   * SQL that is understood and not allowed.
   *
   * @param at 0-based UTF-16 offset in {@code sql} of what was found
   * @param pattern what was found
   * @param reason why it is not allowed
   */
  static Failure blocked(String sql, int at, String pattern, String reason) {
    return Failure.of(ErrorCode.SQL_BLOCKED, "Query contains forbidden patterns")
        .with("pattern", pattern)
        .with("reason", reason)
        .with("position", position(sql, at))
        .with("source", GATE);
  }

  /** SQL that is not understood: {@code at} as above, {@code hint} says what to change. */
  static Failure invalid(String sql, int at, String hint) {
    return invalid(sql, at, hint, GATE);
  }

  static Failure invalid(String sql, int at, String hint, String source) {
    return Failure.of(ErrorCode.INVALID_SQL, "SQL syntax error")
        .with("position", position(sql, at))
        .with("hint", hint)
        .with("source", source);
  }

  /** The 1-based position in code points of a UTF-16 offset. */
  static int position(String sql, int at) {
    return sql.codePointCount(0, Math.min(at, sql.length())) + 1;
  }
}

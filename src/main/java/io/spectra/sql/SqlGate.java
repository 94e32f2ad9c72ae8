package io.spectra.sql;

import java.util.OptionalInt;

/**
 * Decides which SQL reaches the warehouse. Pure: knows no database, no clock and no caller.
 * Implementations are safe for use by many threads.
 */
public interface SqlGate {
  /**
   * Lets one read-only SELECT or WITH … SELECT through.
   *
   * @param sql the SQL as the caller sent it, at most 102,400 bytes in UTF-8
   * @param maxRows the rows to which the result is to be limited; empty for no limit
   * @return what to execute
   * @throws io.spectra.failure.Failure {@code SQL_BLOCKED} with {@code pattern}, {@code reason} and
   *     {@code source}, or {@code INVALID_SQL} with {@code position}, {@code hint} and {@code
   *     source}; nothing else is ever thrown, whatever the input
   */
  GatedSql judge(String sql, OptionalInt maxRows);
}

package io.spectra.local.relay;

/** Writes pieces of SQL in PostgreSQL's dialect. */
final class Sql {
  private Sql() {}

  /** A string literal; {@code \t} means a tab, as in the options of UNLOAD and COPY. */
  static String literal(String value) {
    return "'" + value.replace("\\t", "\t").replace("'", "''") + "'";
  }
}

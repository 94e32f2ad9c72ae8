package io.spectra.bulk.ingest.table;

/** The only way by which a name gets into SQL here. */
public final class SqlName {
  private SqlName() {}

  /** A name as a quoted identifier. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Text as a literal; backslashes are doubled, as Redshift takes them for escapes. */
  public static String literal(String text) {
    if (text.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("no literal of the service holds a backslash");
    }
    return "'" + text.replace("'", "''") + "'";
  }
}

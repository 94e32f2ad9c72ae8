package io.spectra.bulk.export;

import io.spectra.warehouse.Column;

/** SQL that makes the text of a value that needs no quotes in CSV. Pure. */
final class UnloadText {
  private UnloadText() {}

  static String plain(Column column, String name) {
    String text = "CAST(" + name + " AS VARCHAR(64))";
    return switch (column.type()) {
      case BOOLEAN -> "CASE WHEN " + name + " THEN 'true' WHEN NOT " + name + " THEN 'false' END";
      case TIMESTAMP -> "REPLACE(" + text + ", ' ', 'T')";
      // The session's zone is UTC.
      case TIMESTAMPTZ -> "REPLACE(REPLACE(" + text + ", ' ', 'T'), '+00', 'Z')";
      default -> text;
    };
  }
}

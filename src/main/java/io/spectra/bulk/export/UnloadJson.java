package io.spectra.bulk.export;

import io.spectra.warehouse.Column;

/**
 * SQL that makes a member of a JSON object, as {@code JsonFormat} would write it; joined with
 * commas the members are the object. Pure.
 */
final class UnloadJson {
  private static final char FIRST_PLAIN = ' ';

  private UnloadJson() {}

  static String field(Column column, String name, int index, int columns) {
    String before = (index == 0 ? "{" : "") + "\"" + column.name().replace("'", "''") + "\":";
    String after = index == columns - 1 ? " || '}'" : "";
    return "'" + before + "' || COALESCE(" + value(column, name) + ", 'null')" + after;
  }

  private static String value(Column column, String name) {
    return switch (column.type()) {
      case BOOLEAN, SMALLINT, INTEGER, BIGINT, DECIMAL -> UnloadText.plain(column, name);
      case REAL, DOUBLE_PRECISION -> number(UnloadText.plain(column, name));
      case VARCHAR -> "'\"' || " + escaped(name) + " || '\"'";
      default -> "'\"' || " + UnloadText.plain(column, name) + " || '\"'";
    };
  }

  private static String number(String text) {
    return ("CASE WHEN t IN ('NaN', 'Infinity', '-Infinity') THEN '\"' || t || '\"' ELSE t END")
        .replaceAll("\\bt\\b", text);
  }

  /** Backslashes are written as CHR(92), which no dialect takes for anything else. */
  private static String escaped(String name) {
    String text = "REPLACE(" + name + ", CHR(92), CHR(92) || CHR(92))";
    text = "REPLACE(" + text + ", '\"', CHR(92) || '\"')";
    for (int c = 1; c < FIRST_PLAIN; c++) {
      text = "REPLACE(" + text + ", CHR(" + c + "), CHR(92) || '" + letter(c) + "')";
    }
    return text;
  }

  private static String letter(int c) {
    return switch (c) {
      case '\n' -> "n";
      case '\r' -> "r";
      case '\t' -> "t";
      default -> "u%04x".formatted(c);
    };
  }
}

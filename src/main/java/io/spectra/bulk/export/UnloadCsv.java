package io.spectra.bulk.export;

import io.spectra.warehouse.Column;

/** SQL that makes the text of a CSV field, as {@code CsvFormat} would write it. Pure. */
final class UnloadCsv {
  private UnloadCsv() {}

  /** NULL stays NULL, which UNLOAD writes as nothing. */
  static String field(Column column, String name) {
    return switch (column.type()) {
      case VARCHAR -> quoted(name);
      default -> UnloadText.plain(column, name);
    };
  }

  private static String quoted(String name) {
    return ("CASE WHEN c = '' OR POSITION(',' IN c) > 0 OR POSITION('\"' IN c) > 0"
            + " OR POSITION(CHR(10) IN c) > 0 OR POSITION(CHR(13) IN c) > 0"
            + " THEN '\"' || REPLACE(c, '\"', '\"\"') || '\"' ELSE c END")
        .replaceAll("\\bc\\b", name);
  }
}

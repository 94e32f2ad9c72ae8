package io.spectra.bulk.ingest.table;

import java.util.Locale;

/**
 * The table that a job names. Two names that differ only in case are the same, as in SQL.
 *
 * @param schema null where the caller gave none: the warehouse's search path decides
 * @param table the table's own name
 */
public record ObjectName(String schema, String table) {
  /** Reads {@code table} or {@code schema.table}, valid by the contract's pattern. */
  public static ObjectName of(String object) {
    int dot = object.indexOf('.');
    return dot < 0
        ? new ObjectName(null, object)
        : new ObjectName(object.substring(0, dot), object.substring(dot + 1));
  }

  /** The table's name folded as the warehouse folds names. */
  String foldedTable() {
    return table.toLowerCase(Locale.ROOT);
  }

  /** The schema's name folded likewise; empty where there is none. */
  String foldedSchema() {
    return schema == null ? "" : schema.toLowerCase(Locale.ROOT);
  }
}

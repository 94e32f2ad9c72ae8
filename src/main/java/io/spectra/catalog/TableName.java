package io.spectra.catalog;

/**
 * A table or view that a tenant may read.
 *
 * @param schema its schema
 * @param name its own name
 * @param type TABLE, VIEW or what else the contract has
 */
public record TableName(String schema, String name, String type) {
  /** The name by which SQL addresses it. */
  String sqlName() {
    return quoted(schema) + "." + quoted(name);
  }

  private static String quoted(String part) {
    return '"' + part.replace("\"", "\"\"") + '"';
  }
}

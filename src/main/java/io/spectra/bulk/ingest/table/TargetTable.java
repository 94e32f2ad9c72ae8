package io.spectra.bulk.ingest.table;

import java.util.List;
import java.util.Optional;

/**
 * A table that records are applied to, as its tenant sees it.
 *
 * @param schema its schema
 * @param name its name
 * @param columns its columns in order
 * @param primaryKey the columns of its primary key, without the one that tells tenants apart; empty
 *     where it has none
 * @param uniqueKeys the columns of its other unique constraints, likewise
 */
public record TargetTable(
    String schema,
    String name,
    List<TableColumn> columns,
    List<String> primaryKey,
    List<List<String>> uniqueKeys) {
  public TargetTable {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    uniqueKeys = List.copyOf(uniqueKeys);
  }

  /** The name by which SQL addresses it. */
  public String sqlName() {
    return SqlName.quoted(schema) + "." + SqlName.quoted(name);
  }

  /**
   * The column that a name in a file or a request means: in double quotes exactly that one, else
   * the one that is written like it, or the only one that differs in case alone.
   */
  public Optional<TableColumn> column(String given) {
    String text = given.strip();
    if (text.length() > 2 && text.startsWith("\"") && text.endsWith("\"")) {
      return exactly(text.substring(1, text.length() - 1).replace("\"\"", "\""));
    }
    Optional<TableColumn> exact = exactly(text);
    if (exact.isPresent()) {
      return exact;
    }
    List<TableColumn> alike =
        columns.stream().filter(column -> column.name().equalsIgnoreCase(text)).toList();
    return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
  }

  private Optional<TableColumn> exactly(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}

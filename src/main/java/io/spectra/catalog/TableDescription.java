package io.spectra.catalog;

import io.spectra.warehouse.ColumnType;
import java.util.List;

/**
 * What a table is like.
 *
 * @param table which one
 * @param columns in order; unmodifiable
 * @param primaryKey the columns of its primary key, without the one that tells tenants apart, of
 *     which a tenant sees one value alone; empty where it has none
 * @param uniqueKeys the columns of its other unique constraints, likewise
 */
public record TableDescription(
    TableName table, List<Column> columns, List<String> primaryKey, List<List<String>> uniqueKeys) {
  public TableDescription {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    uniqueKeys = List.copyOf(uniqueKeys);
  }

  /**
   * A column.
   *
   * @param number its place in the table, as constraints refer to it
   * @param nullable whether NULL may stand in it
   */
  public record Column(int number, String name, ColumnType type, boolean nullable) {}
}

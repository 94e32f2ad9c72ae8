package io.spectra.warehouse;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a result.
 *
 * @param index its place, from 1, as JDBC counts
 * @param name its name, unlike that of every other column of the result
 * @param type its type
 * @param precision digits of a DECIMAL, characters of a CHAR or VARCHAR; 0 where none is declared
 * @param scale digits of a DECIMAL behind the point; 0 where none is declared
 */
public record Column(int index, String name, ColumnType type, int precision, int scale) {
  /** A column for which neither is declared. */
  public Column(int index, String name, ColumnType type) {
    this(index, name, type, 0, 0);
  }

  /** The columns of a result in their order. */
  public static List<Column> of(ResultSetMetaData meta) throws SQLException {
    int count = meta.getColumnCount();
    List<String> labels = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      labels.add(meta.getColumnLabel(i));
    }
    List<String> names = ColumnNames.unique(labels);
    List<Column> columns = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      columns.add(column(meta, i, names.get(i - 1)));
    }
    return List.copyOf(columns);
  }

  private static Column column(ResultSetMetaData meta, int index, String name) throws SQLException {
    ColumnType type = type(meta, index);
    return type == ColumnType.UNKNOWN
        ? new Column(index, name, type)
        : new Column(index, name, type, meta.getPrecision(index), meta.getScale(index));
  }

  private static ColumnType type(ResultSetMetaData meta, int index) {
    try {
      return ColumnType.ofDriverName(meta.getColumnTypeName(index));
    } catch (SQLException unknownToTheDriver) {
      // It throws for type ids that it has no name for; the value's text can be read all the same.
      return ColumnType.UNKNOWN;
    }
  }
}

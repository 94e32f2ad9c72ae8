package io.spectra.bulk;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A column of an export.
 *
 * @param name its name in the file, told apart from others of the same name
 * @param kind how its values are written
 */
record ExportColumn(String name, CellKind kind) {
  /** The columns of a result in order; of equal names the second becomes {@code name_2}. */
  static List<ExportColumn> of(ResultSetMetaData meta) throws SQLException {
    Set<String> used = new HashSet<>();
    List<ExportColumn> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      String label = meta.getColumnLabel(i);
      String name = label;
      for (int n = 2; !used.add(name); n++) {
        name = label + "_" + n;
      }
      columns.add(new ExportColumn(name, CellKind.of(meta, i)));
    }
    return List.copyOf(columns);
  }
}

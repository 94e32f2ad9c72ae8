package io.spectra.bulk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetMetaDataImpl;
import javax.sql.rowset.RowSetProvider;

/** Rows of text without a database, for what is pure. */
final class TestRows {
  private TestRows() {}

  /**
   * @param columns name and type name in turn
   */
  static ResultSet of(List<String> columns, List<List<String>> rows) throws SQLException {
    RowSetMetaDataImpl meta = new RowSetMetaDataImpl();
    int count = columns.size() / 2;
    meta.setColumnCount(count);
    for (int i = 1; i <= count; i++) {
      meta.setColumnName(i, columns.get(2 * i - 2));
      meta.setColumnLabel(i, columns.get(2 * i - 2));
      meta.setColumnType(i, Types.VARCHAR);
      meta.setColumnTypeName(i, columns.get(2 * i - 1));
    }
    CachedRowSet set = RowSetProvider.newFactory().createCachedRowSet();
    set.setMetaData(meta);
    for (List<String> row : rows) {
      set.last();
      set.moveToInsertRow();
      for (int i = 1; i <= count; i++) {
        set.updateString(i, row.get(i - 1));
      }
      set.insertRow();
      set.moveToCurrentRow();
    }
    set.beforeFirst();
    return set;
  }

  /** What a format makes of the rows. */
  static byte[] written(RowFormat format, ResultSet rows) throws Exception {
    var out = new java.io.ByteArrayOutputStream();
    RowFormat.RowWriter writer = format.open(rows, out);
    while (rows.next()) {
      writer.write(rows);
    }
    writer.finish();
    return out.toByteArray();
  }
}

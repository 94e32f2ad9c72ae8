package io.spectra.warehouse;

import io.spectra.sql.OffsetMap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Rows that the warehouse holds, fetched as they are read: memory does not grow with their number.
 */
final class CursorRows implements Rows, ArrayRow {
  private final WarehouseSession session;
  private final OffsetMap offsets;
  private final ResultSet rows;
  private final List<Column> columns;
  private long read;
  private long bytes;
  private int length;

  CursorRows(WarehouseSession session, OffsetMap offsets, ResultSet rows) throws SQLException {
    this.session = session;
    this.offsets = offsets;
    this.rows = rows;
    this.columns = Column.of(rows.getMetaData());
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    session.checkStopped();
    try {
      if (!rows.next()) {
        return false;
      }
      read++;
      if (read % FetchSize.FIRST == 0) {
        rows.setFetchSize(FetchSize.after(read, bytes));
      }
      return true;
    } catch (SQLException e) {
      throw session.failure(e, offsets);
    }
  }

  @Override
  public byte[] array(int index) {
    try {
      byte[] value = rows.getBytes(index);
      length = value == null ? 0 : value.length;
      bytes += length;
      return value;
    } catch (SQLException e) {
      throw session.failure(e, offsets);
    }
  }

  /** That of the value that was asked for last. */
  @Override
  public int to(int index) {
    return length;
  }

  @Override
  public void close() {
    try {
      rows.getStatement().close();
    } catch (SQLException e) {
      throw session.failure(e, offsets);
    }
  }
}

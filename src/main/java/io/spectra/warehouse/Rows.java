package io.spectra.warehouse;

import io.spectra.sql.OffsetMap;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The rows of a statement, forward only, fetched as they are read: memory does not grow with their
 * number. Values come as the warehouse sends them, as text in UTF-8; NULL is null. Belongs to the
 * thread of its session.
 */
public final class Rows implements AutoCloseable {
  private final WarehouseSession session;
  private final OffsetMap offsets;
  private final ResultSet rows;
  private final List<Column> columns;
  private long read;
  private long bytes;

  Rows(WarehouseSession session, OffsetMap offsets, ResultSet rows) throws SQLException {
    this.session = session;
    this.offsets = offsets;
    this.rows = rows;
    this.columns = Column.of(rows.getMetaData());
  }

  /** The columns in their order; may be empty. */
  public List<Column> columns() {
    return columns;
  }

  /**
   * Goes to the next row, first to the first.
   *
   * @return false behind the last
   * @throws io.spectra.failure.Failure like {@link WarehouseSession#query}
   */
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

  /** A value of the current row in UTF-8, not to be changed; of VARBYTE the bytes themselves. */
  public byte[] bytes(int index) {
    try {
      byte[] value = rows.getBytes(index);
      bytes += value == null ? 0 : value.length;
      return value;
    } catch (SQLException e) {
      throw session.failure(e, offsets);
    }
  }

  /** A value of the current row as text. */
  public String text(int index) {
    byte[] value = bytes(index);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
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

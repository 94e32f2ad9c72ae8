package io.spectra.warehouse;

import com.amazon.redshift.core.BaseConnection;
import io.spectra.sql.OffsetMap;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Rows that the warehouse holds, fetched as they are read, like {@link CursorRows}, but without a
 * result set in between that checks each value. Only for columns whose values come as text.
 */
final class PortalRows implements Rows {
  /** Rows after which to look whether the session has to end: who writes them may be slow. */
  private static final int LOOK_EVERY = 64;

  private final WarehouseSession session;
  private final OffsetMap offsets;
  private final PortalFetch fetch;
  private final int most;
  private final List<Column> columns;
  private BatchRow row;
  private int at = -1;
  private int before;
  private long bytes;

  private PortalRows(
      WarehouseSession session,
      OffsetMap offsets,
      PortalFetch fetch,
      int most,
      List<Column> columns) {
    this.session = session;
    this.offsets = offsets;
    this.fetch = fetch;
    this.most = most;
    this.columns = columns;
    this.row = fetch.batch().rows();
  }

  /**
   * Runs a statement and waits for its first rows.
   *
   * @param most rows after which the answer is cut off, greater than zero
   * @return empty, with nothing left open, where JDBC has to read some of the values
   */
  static Optional<PortalRows> open(
      WarehouseSession session, BaseConnection connection, BoundSql sql, int most)
      throws SQLException {
    PortalFetch fetch = new PortalFetch(connection, sql, most, FetchSize.FIRST);
    List<Column> columns = WireColumns.of(fetch.fields(), connection);
    if (columns.stream().allMatch(column -> WireColumns.isText(column.type()))) {
      return Optional.of(new PortalRows(session, sql.offsets(), fetch, most, columns));
    }
    fetch.close();
    return Optional.empty();
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    at++;
    boolean here = row.next();
    if (!here || at % LOOK_EVERY == 0) {
      session.checkStopped();
    }
    if (here) {
      return true;
    }
    return fetch.hasMore() && before + fetch.batch().size() < most && fetched();
  }

  private boolean fetched() {
    before += fetch.batch().size();
    bytes += fetch.batch().bytes();
    try {
      fetch.fetch(Math.min(FetchSize.after(before, bytes), most - before));
    } catch (SQLException e) {
      throw session.failure(e, offsets);
    }
    row = fetch.batch().rows();
    at = 0;
    return row.next();
  }

  @Override
  public byte[] array(int index) {
    return row.array(index);
  }

  @Override
  public int from(int index) {
    return row.from(index);
  }

  @Override
  public int to(int index) {
    return row.to(index);
  }

  @Override
  public void close() {
    fetch.close();
  }
}

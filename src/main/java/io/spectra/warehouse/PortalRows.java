package io.spectra.warehouse;

import com.amazon.redshift.core.BaseConnection;
import com.amazon.redshift.core.Field;
import com.amazon.redshift.core.ParameterList;
import com.amazon.redshift.core.Query;
import com.amazon.redshift.core.QueryExecutor;
import com.amazon.redshift.core.ResultCursor;
import com.amazon.redshift.core.ResultHandlerBase;
import com.amazon.redshift.core.Tuple;
import com.amazon.redshift.core.v3.RedshiftRowsBlockingQueue;
import io.spectra.sql.OffsetMap;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Rows that the warehouse holds, fetched as they are read, like {@link CursorRows}: but a value is
 * the very array into which the driver read it, without a result set in between that checks each.
 * Only for columns whose values come as text.
 */
final class PortalRows implements Rows {
  private static final int FLAGS =
      QueryExecutor.QUERY_FORWARD_CURSOR
          | QueryExecutor.QUERY_ONESHOT
          | QueryExecutor.QUERY_NO_BINARY_TRANSFER;

  /**
   * Rows in one go at most: few enough that they are still in the processor's cache when they are
   * written, and gone before the collector meets them. With 5,000 at a time it took as much CPU as
   * the queries themselves.
   */
  private static final int MOST = 1_000;

  /** Rows after which to look whether the session has to end: who writes them may be slow. */
  private static final int LOOK_EVERY = 64;

  private final WarehouseSession session;
  private final OffsetMap offsets;
  private final QueryExecutor executor;
  private final int most;
  private final List<Column> columns;
  private Part part;
  private int at = -1;
  private int before;
  private long bytes;

  private PortalRows(
      WarehouseSession session,
      OffsetMap offsets,
      QueryExecutor executor,
      int most,
      List<Column> columns,
      Part first) {
    this.session = session;
    this.offsets = offsets;
    this.executor = executor;
    this.most = most;
    this.columns = columns;
    this.part = first;
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
    QueryExecutor executor = connection.getQueryExecutor();
    Query query = executor.wrap(List.of(Placeholders.number(sql.text())));
    ParameterList values = sql.values().isEmpty() ? null : query.createParameterList();
    sql.bind(values);
    Part first = new Part();
    int flags = connection.hintReadOnly() ? FLAGS | QueryExecutor.QUERY_READ_ONLY_HINT : FLAGS;
    executor.execute(query, values, first, most, FetchSize.FIRST, flags);
    first.handleCompletion();
    List<Column> columns = WireColumns.of(first.fields, connection);
    if (columns.stream().allMatch(column -> WireColumns.isText(column.type()))) {
      return Optional.of(new PortalRows(session, sql.offsets(), executor, most, columns, first));
    }
    first.close();
    return Optional.empty();
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    at++;
    boolean here = at < part.rows.size();
    if (!here || at % LOOK_EVERY == 0) {
      session.checkStopped();
    }
    if (here) {
      return true;
    }
    if (part.cursor == null || before + at >= most) {
      return false;
    }
    fetch();
    return !part.rows.isEmpty();
  }

  private void fetch() {
    before += part.rows.size();
    int size = Math.min(Math.min(MOST, FetchSize.after(before, bytes)), most - before);
    Part next = new Part();
    try {
      executor.fetch(part.cursor, next, size, 0);
    } catch (SQLException e) {
      throw session.failure(e, offsets);
    }
    part = next;
    at = 0;
  }

  @Override
  public byte[] bytes(int index) {
    byte[] value = part.rows.get(at).get(index - 1);
    bytes += value == null ? 0 : value.length;
    return value;
  }

  @Override
  public void close() {
    part.close();
  }

  /** What came in one go. */
  private static final class Part extends ResultHandlerBase {
    private Field[] fields = {};
    private List<Tuple> rows = List.of();
    private ResultCursor cursor;

    Part() {
      super(new Properties());
    }

    @Override
    public void handleResultRows(
        Query query,
        Field[] described,
        List<Tuple> tuples,
        ResultCursor rest,
        RedshiftRowsBlockingQueue<Tuple> queue,
        int[] count,
        Thread reader) {
      fields = described;
      rows = tuples;
      cursor = rest;
    }

    @Override
    public boolean setStatementStateInQuerySuspendedFromInQuery() {
      return true;
    }

    void close() {
      if (cursor != null) {
        cursor.close();
      }
    }
  }
}

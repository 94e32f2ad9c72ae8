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
 * Rows that the warehouse holds, fetched through the driver below JDBC: whoever fetches does
 * nothing with them, so that the warehouse waits for the next fetch as short as can be.
 */
final class WireBatches implements RowBatches {
  private static final int FLAGS =
      QueryExecutor.QUERY_FORWARD_CURSOR
          | QueryExecutor.QUERY_ONESHOT
          | QueryExecutor.QUERY_NO_BINARY_TRANSFER;

  private final WarehouseSession session;
  private final BaseConnection connection;
  private final OffsetMap offsets;
  private final Query query;
  private final Fetched fetched = new Fetched();
  private final List<Column> columns;
  private final WireValue[] values;
  private List<Tuple> first;
  private long read;
  private long bytes;
  private int size = FetchSize.FIRST;

  /** Runs the statement and waits for its first rows. */
  WireBatches(WarehouseSession session, BaseConnection connection, BoundSql sql)
      throws SQLException {
    this.session = session;
    this.connection = connection;
    this.offsets = sql.offsets();
    QueryExecutor executor = connection.getQueryExecutor();
    this.query = executor.wrap(List.of(Placeholders.number(sql.text())));
    ParameterList bound = sql.values().isEmpty() ? null : query.createParameterList();
    sql.bind(bound);
    int flags = connection.hintReadOnly() ? FLAGS | QueryExecutor.QUERY_READ_ONLY_HINT : FLAGS;
    executor.execute(query, bound, fetched, 0, size, flags);
    fetched.handleCompletion();
    this.columns = WireColumns.sized(fetched.fields, connection);
    this.values = WireValue.of(fetched.fields);
    this.first = fetched.take();
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public Optional<RowBatch> next() {
    session.checkStopped();
    long begin = System.nanoTime();
    List<Tuple> rows = first == null ? fetch() : first;
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    read += rows.size();
    for (Tuple row : rows) {
      bytes += row.length();
    }
    // The first rows came with the statement's own work, which tells nothing of their pace.
    size =
        first == null
            ? FetchSize.after(read, bytes, rows.size(), System.nanoTime() - begin)
            : FetchSize.after(read, bytes);
    first = null;
    return Optional.of(new RowBatch(values, rows));
  }

  private List<Tuple> fetch() {
    if (fetched.cursor == null) {
      return List.of();
    }
    try {
      connection.getQueryExecutor().fetch(fetched.cursor, fetched, size, 0);
      return fetched.take();
    } catch (SQLException e) {
      throw session.failure(e, offsets);
    }
  }

  @Override
  public void close() {
    if (fetched.cursor != null) {
      fetched.cursor.close();
    }
    query.close();
  }

  /** What the warehouse sent last. */
  private static final class Fetched extends ResultHandlerBase {
    private Field[] fields = {};
    private List<Tuple> rows = List.of();
    private ResultCursor cursor;

    Fetched() {
      super(new Properties());
    }

    @Override
    public void handleResultRows(
        Query from,
        Field[] described,
        List<Tuple> tuples,
        ResultCursor next,
        RedshiftRowsBlockingQueue<Tuple> queue,
        int[] count,
        Thread reader) {
      fields = described == null ? fields : described;
      rows = tuples;
      cursor = next;
    }

    /** More rows are in the warehouse than were asked for. */
    @Override
    public boolean setStatementStateInQuerySuspendedFromInQuery() {
      return true;
    }

    private List<Tuple> take() {
      List<Tuple> taken = rows;
      rows = List.of();
      return taken;
    }
  }
}

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
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/**
 * A statement whose rows the warehouse holds, and gives as many of at a time as it is asked for:
 * what JDBC does with a fetch size, below JDBC, and without an array for each value. Belongs to the
 * thread of its session.
 */
final class PortalFetch implements AutoCloseable {
  private static final int FLAGS =
      QueryExecutor.QUERY_FORWARD_CURSOR
          | QueryExecutor.QUERY_ONESHOT
          | QueryExecutor.QUERY_NO_BINARY_TRANSFER;

  private final QueryExecutor executor;
  private final Query query;
  private final WireRows rows = new WireRows();
  private final Answer answer = new Answer();
  private final WireValue[] values;
  private RowBatch batch;

  /**
   * Runs a statement and waits for its first rows.
   *
   * @param most rows after which the answer is cut off; 0 for all
   * @param first rows to wait for
   */
  PortalFetch(BaseConnection connection, BoundSql sql, int most, int first) throws SQLException {
    executor = connection.getQueryExecutor();
    query = executor.wrap(List.of(Placeholders.number(sql.text())));
    ParameterList bound = sql.values().isEmpty() ? null : query.createParameterList();
    sql.bind(bound);
    int flags = connection.hintReadOnly() ? FLAGS | QueryExecutor.QUERY_READ_ONLY_HINT : FLAGS;
    rows.<SQLException>during(() -> executor.execute(query, bound, answer, most, first, flags));
    answer.handleCompletion();
    values = WireValue.of(answer.fields);
    take(most == 0 ? Integer.MAX_VALUE : most);
  }

  /** The columns as the warehouse describes them. */
  Field[] fields() {
    return answer.fields;
  }

  /** The rows that came last; none when all have come. */
  RowBatch batch() {
    return batch;
  }

  /** Whether the warehouse may have more. */
  boolean hasMore() {
    return answer.cursor != null;
  }

  /** Waits for the next rows; only where there may be more. */
  void fetch(int size) throws SQLException {
    rows.<SQLException>during(() -> executor.fetch(answer.cursor, answer, size, 0));
    take(size);
  }

  private void take(int most) {
    batch =
        answer.tuples.isEmpty()
            ? rows.take(values, most)
            : RowBatch.of(values, answer.tuples, most);
    answer.tuples = List.of();
  }

  @Override
  public void close() {
    if (answer.cursor != null) {
      answer.cursor.close();
    }
    query.close();
  }

  /**
   * What the driver makes of an answer, which is all but its rows where those are taken below it.
   */
  private static final class Answer extends ResultHandlerBase {
    private Field[] fields = {};
    private List<Tuple> tuples = List.of();
    private ResultCursor cursor;

    Answer() {
      super(new Properties());
    }

    @Override
    public void handleResultRows(
        Query from,
        Field[] described,
        List<Tuple> read,
        ResultCursor next,
        RedshiftRowsBlockingQueue<Tuple> queue,
        int[] count,
        Thread reader) {
      fields = described == null ? fields : described;
      tuples = read == null ? List.of() : read;
      cursor = next;
    }

    /** More rows are in the warehouse than were asked for. */
    @Override
    public boolean setStatementStateInQuerySuspendedFromInQuery() {
      return true;
    }
  }
}

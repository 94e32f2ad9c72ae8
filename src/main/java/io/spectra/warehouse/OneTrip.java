package io.spectra.warehouse;

import com.amazon.redshift.core.BaseConnection;
import com.amazon.redshift.core.Field;
import com.amazon.redshift.core.NativeQuery;
import com.amazon.redshift.core.ParameterList;
import com.amazon.redshift.core.Query;
import com.amazon.redshift.core.QueryExecutor;
import com.amazon.redshift.core.ResultCursor;
import com.amazon.redshift.core.ResultHandlerBase;
import com.amazon.redshift.core.Tuple;
import com.amazon.redshift.core.v3.RedshiftRowsBlockingQueue;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A statement in a read-only transaction of its own, and the question for its id, sent to the
 * warehouse in one go: one round trip instead of three. JDBC has no words for that, the driver
 * below it has. What the warehouse sends is kept in memory, so that it is for few rows. What is the
 * same each time is prepared once on each connection: the warehouse parses and plans the caller's
 * statement alone. Belongs to one connection and its thread.
 */
final class OneTrip {
  private static final NativeQuery BEGIN = text("BEGIN READ ONLY");
  private static final NativeQuery ID = text("SELECT pg_last_query_id()");
  private static final NativeQuery ROLLBACK = text("ROLLBACK");
  private static final int FLAGS =
      QueryExecutor.QUERY_SUPPRESS_BEGIN
          | QueryExecutor.QUERY_ONESHOT
          | QueryExecutor.QUERY_NO_BINARY_TRANSFER;

  private Query begin;
  private Query id;
  private Query rollback;

  /**
   * Runs a statement on a connection that stands between transactions; leaves it so, unless it
   * fails.
   *
   * @param most rows that the warehouse sends at most, greater than zero
   * @param askId whether the statement's id is asked for
   * @return empty where there were that many rows, or values of a kind that JDBC has to read
   */
  Optional<FewAnswers> run(BaseConnection connection, BoundSql sql, int most, boolean askId)
      throws SQLException {
    QueryExecutor executor = connection.getQueryExecutor();
    prepare(executor, askId);
    NativeQuery statement = Placeholders.number(sql.text());
    Query all =
        executor.wrap(
            askId ? List.of(BEGIN, statement, ID, ROLLBACK) : List.of(BEGIN, statement, ROLLBACK));
    ParameterList values = sql.values().isEmpty() ? null : all.createParameterList();
    // The parts are the driver's own array: those that are prepared take the places of their like.
    Query[] parts = all.getSubqueries();
    parts[0] = begin;
    parts[parts.length - 1] = rollback;
    if (askId) {
      parts[2] = id;
    }
    sql.bind(values);
    Gathering answers = new Gathering();
    executor.execute(all, values, answers, most, 0, FLAGS);
    answers.handleCompletion();
    List<Column> columns = WireColumns.of(answers.fields.get(0), connection);
    boolean jdbc = columns.stream().anyMatch(column -> !WireColumns.isText(column.type()));
    return jdbc || answers.rows.get(0).size() >= most
        ? Optional.empty()
        : Optional.of(new FewAnswers(new FewRows(columns, answers.rows.get(0)), answers.id(askId)));
  }

  /** Named statements, which outlive their transaction. */
  private void prepare(QueryExecutor executor, boolean askId) throws SQLException {
    if (begin != null && (id != null || !askId)) {
      return;
    }
    Query fixed = executor.wrap(askId ? List.of(BEGIN, ID, ROLLBACK) : List.of(BEGIN, ROLLBACK));
    Gathering answers = new Gathering();
    executor.execute(fixed, null, answers, 0, 0, FLAGS & ~QueryExecutor.QUERY_ONESHOT);
    answers.handleCompletion();
    Query[] parts = fixed.getSubqueries();
    begin = parts[0];
    rollback = parts[parts.length - 1];
    id = askId ? parts[1] : null;
  }

  private static NativeQuery text(String sql) {
    return Placeholders.number(sql);
  }

  /** What the warehouse answers to each of the statements that give rows. */
  private static final class Gathering extends ResultHandlerBase {
    private final List<Field[]> fields = new ArrayList<>(2);
    private final List<List<Tuple>> rows = new ArrayList<>(2);

    Gathering() {
      super(new Properties());
    }

    @Override
    public void handleResultRows(
        Query query,
        Field[] columns,
        List<Tuple> tuples,
        ResultCursor cursor,
        RedshiftRowsBlockingQueue<Tuple> queue,
        int[] count,
        Thread reader) {
      fields.add(columns);
      rows.add(tuples);
    }

    /** The part that was sent is all that is asked for: the transaction ends behind it. */
    @Override
    public boolean setStatementStateInQuerySuspendedFromInQuery() {
      return true;
    }

    private Optional<String> id(boolean asked) {
      byte[] id = asked ? rows.get(1).get(0).get(0) : null;
      return Optional.ofNullable(id).map(text -> new String(text, StandardCharsets.US_ASCII));
    }
  }
}

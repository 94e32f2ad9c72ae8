package io.spectra.warehouse;

import com.amazon.redshift.core.BaseConnection;
import com.amazon.redshift.core.TransactionState;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.sql.OffsetMap;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One transaction of one tenant, which is always rolled back. Its time runs from when it was
 * opened. Belongs to one thread, but for {@link #cancel()}.
 */
public final class WarehouseSession implements AutoCloseable {
  /** How long the rollback may take before the connection is broken instead. */
  private static final Duration ROLLBACK_TIMEOUT = Duration.ofSeconds(5);

  private final PooledConnection connection;
  private final Watchdog watchdog;
  private final Stopper stopper;
  private boolean broken;
  private boolean closed;

  WarehouseSession(
      PooledConnection connection, Watchdog watchdog, Duration timeout, Duration patience) {
    this.connection = connection;
    this.watchdog = watchdog;
    this.stopper = new Stopper(connection, watchdog, timeout, patience);
  }

  /**
   * Runs one statement and waits until its first rows are there.
   *
   * @param sql the statement; it reads only, or the warehouse refuses it
   * @param maxRows the rows after which the warehouse's answer is cut off; 0 for all, and then the
   *     columns tell their precision, too
   * @return its rows; the caller closes them before the next statement of this session
   * @throws Failure as {@link WarehouseErrors} says, {@code QUERY_TIMEOUT} when the session's time
   *     is over, {@code CONFLICT} when it was cancelled
   */
  public Rows query(BoundSql sql, int maxRows) {
    checkStopped();
    try {
      Optional<PortalRows> rows = maxRows == 0 ? Optional.empty() : portal(sql, maxRows);
      return rows.isPresent()
          ? rows.get()
          : new CursorRows(this, sql.offsets(), execute(sql, maxRows));
    } catch (SQLException e) {
      throw failure(e, sql.offsets());
    }
  }

  /**
   * Runs one statement and waits until its first rows are there; for whoever takes all of them.
   *
   * @return its rows; the caller closes them before the next statement of this session
   * @throws Failure like {@link #query}
   */
  public RowBatches batches(BoundSql sql) {
    checkStopped();
    try {
      return new WireBatches(this, connection.jdbc().unwrap(BaseConnection.class), sql);
    } catch (SQLException e) {
      throw failure(e, sql.offsets());
    }
  }

  /**
   * Runs one statement of which few rows are expected, in a transaction of its own, with a single
   * round trip. To be asked before anything else of this session.
   *
   * @param most the rows that are too many
   * @param askId whether the warehouse is asked for its id of the statement
   * @return empty where there are too many rows: the statement has to be run by {@link #query}
   * @throws Failure like {@link #query}
   */
  public Optional<FewAnswers> few(BoundSql sql, int most, boolean askId) {
    checkStopped();
    try {
      BaseConnection driver = connection.jdbc().unwrap(BaseConnection.class);
      return connection.trip().run(driver, sql, most, askId);
    } catch (SQLException e) {
      throw failure(e, sql.offsets());
    }
  }

  /**
   * The columns that a statement would give, without running it.
   *
   * @throws Failure like {@link #query}
   */
  public List<Column> columns(BoundSql sql) {
    checkStopped();
    try (PreparedStatement statement = connection.jdbc().prepareStatement(sql.text())) {
      return Column.of(statement.getMetaData());
    } catch (SQLException e) {
      throw failure(e, sql.offsets());
    }
  }

  /**
   * Runs a statement of the service itself that gives no rows, and waits for its end.
   *
   * @throws Failure like {@link #query}
   */
  public void execute(BoundSql sql) {
    checkStopped();
    try (Statement statement = connection.jdbc().createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql.text());
    } catch (SQLException e) {
      throw failure(e, sql.offsets());
    }
  }

  /**
   * The warehouse's own id of the latest statement; costs a round trip.
   *
   * @return empty where the warehouse has none to give
   * @throws Failure like {@link #query}
   */
  public Optional<String> queryId() {
    try (Rows rows = query(BoundSql.own("SELECT pg_last_query_id()"), 1)) {
      return rows.next() ? Optional.ofNullable(rows.text(1)) : Optional.empty();
    }
  }

  /** Ends what runs, from any thread, at once; everything of this session then fails. */
  public void cancel() {
    stopper.stop(Stopper.Reason.CANCEL);
  }

  /** What an error of a statement of this session means to the caller. */
  Failure failure(SQLException error, OffsetMap offsets) {
    broken |= WarehouseErrors.breaksConnection(error);
    return stopper
        .reason()
        .map(reason -> stopped(reason).causedBy(error))
        .orElseGet(() -> WarehouseErrors.of(error, offsets));
  }

  /** Fails when the session has to end although nothing runs: the client reads too slowly. */
  void checkStopped() {
    stopper
        .reason()
        .ifPresent(
            reason -> {
              throw stopped(reason);
            });
  }

  /**
   * Whoever wants some of the rows leaves the rest: JDBC would have them cancelled as it closes the
   * statement, by a connection of its own, and the cancel could hit the next statement.
   */
  private Optional<PortalRows> portal(BoundSql sql, int maxRows) throws SQLException {
    BaseConnection driver = connection.jdbc().unwrap(BaseConnection.class);
    return PortalRows.open(this, driver, sql, maxRows);
  }

  private ResultSet execute(BoundSql sql, int maxRows) throws SQLException {
    if (sql.values().isEmpty()) {
      Statement statement = prepare(connection.jdbc().createStatement(), maxRows);
      return statement.executeQuery(sql.text());
    }
    PreparedStatement statement = connection.jdbc().prepareStatement(sql.text());
    prepare(statement, maxRows);
    sql.bind(statement);
    return statement.executeQuery();
  }

  private static Statement prepare(Statement statement, int maxRows) throws SQLException {
    statement.setEscapeProcessing(false);
    statement.setFetchSize(FetchSize.FIRST);
    statement.setMaxRows(maxRows);
    return statement;
  }

  private static Failure stopped(Stopper.Reason reason) {
    return switch (reason) {
      case TIMEOUT -> Failure.of(ErrorCode.QUERY_TIMEOUT, "The query took longer than its timeout");
      case CANCEL -> Failure.of(ErrorCode.CONFLICT, "The query was cancelled");
    };
  }

  /**
   * Rolls back and gives the connection back. One that was cancelled is thrown away: a cancel that
   * arrives late must not hit its next user.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    stopper.close();
    if (broken || stopper.reason().isPresent() || !rollback()) {
      connection.discard();
    } else {
      connection.giveBack();
    }
  }

  /** Ends the session without giving the connection back: what it holds is not for others. */
  void discard() {
    if (!closed) {
      closed = true;
      stopper.close();
      connection.discard();
    }
  }

  /** Whether there is anything to roll back: what took one trip has ended its transaction. */
  private boolean inTransaction() {
    try {
      BaseConnection driver = connection.jdbc().unwrap(BaseConnection.class);
      return driver.getTransactionState() != TransactionState.IDLE;
    } catch (SQLException e) {
      return true;
    }
  }

  private boolean rollback() {
    if (!inTransaction()) {
      return true;
    }
    var limit = watchdog.after(ROLLBACK_TIMEOUT, connection::discard);
    try {
      connection.jdbc().rollback();
      return true;
    } catch (SQLException e) {
      return false;
    } finally {
      limit.cancel(false);
    }
  }
}

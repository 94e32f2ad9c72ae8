package io.spectra.warehouse;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Transactions of one tenant that change data, one after the other on one connection, which is
 * thrown away at the end, its temporary tables with it. What is not committed is rolled back.
 * Belongs to one thread at a time, but for {@link #cancel()}.
 */
public final class WritingSession implements AutoCloseable {
  private final WarehouseSession session;
  private final PooledConnection connection;
  private final Duration timeout;

  /**
   * @param timeout the {@code statement_timeout} of the connection
   */
  WritingSession(WarehouseSession session, PooledConnection connection, Duration timeout) {
    this.session = session;
    this.connection = connection;
    this.timeout = timeout;
  }

  /** Runs a query within the transaction; like {@link WarehouseSession#query}. */
  public Rows query(String sql, Object... values) {
    return session.query(bound(sql, values), 0);
  }

  /**
   * Runs one statement that gives no rows.
   *
   * @param values for its {@code ?}, as {@link BoundSql} has them
   * @return how many rows it changed
   * @throws Failure as {@link WarehouseErrors} says; {@code INVALID_REQUEST} where a constraint of
   *     the table is violated; {@code QUERY_TIMEOUT} or {@code CONFLICT} when it was ended
   */
  public long execute(String sql, Object... values) {
    session.checkStopped();
    BoundSql bound = bound(sql, values);
    try (PreparedStatement statement = connection.jdbc().prepareStatement(bound.text())) {
      statement.setEscapeProcessing(false);
      bound.bind(statement);
      statement.execute();
      return Math.max(0, statement.getLargeUpdateCount());
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * Runs one statement that has to wait for others, but only for so long.
   *
   * @param patience how long; a warehouse counts in milliseconds
   * @return false where it would have to wait longer: what was done since the last commit is undone
   * @throws Failure like {@link #execute}
   */
  public boolean executeWithin(Duration patience, String sql) {
    execute("SET statement_timeout TO " + patience.toMillis());
    try {
      execute(sql);
    } catch (Failure e) {
      if (!WarehouseErrors.tookTooLong(e)) {
        throw e;
      }
      // With it goes the short timeout, which was set in this transaction.
      rollback();
      return false;
    }
    execute("SET statement_timeout TO " + timeout.toMillis());
    return true;
  }

  /**
   * Makes what was done since the last commit visible to others.
   *
   * @throws Failure {@code UNAVAILABLE} when the warehouse gave no answer: it may be committed
   */
  public void commit() {
    session.checkStopped();
    try {
      connection.jdbc().commit();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Undoes what was done since the last commit. */
  public void rollback() {
    try {
      connection.jdbc().rollback();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Ends what runs, from any thread, at once; everything of this session then fails. */
  public void cancel() {
    session.cancel();
  }

  @Override
  public void close() {
    session.discard();
  }

  private Failure failure(SQLException error) {
    String state = SqlState.of(error);
    Failure failure = session.failure(error, position -> position);
    return state.startsWith("23") && failure.code() == ErrorCode.INTERNAL_ERROR
        ? WarehouseErrors.constraint(error)
        : failure;
  }

  private static BoundSql bound(String sql, Object... values) {
    return new BoundSql(sql, position -> position, Arrays.asList(values));
  }
}

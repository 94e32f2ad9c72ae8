package io.spectra.warehouse;

import com.amazon.redshift.RedshiftConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** A connection that goes back to its pool once, whole or to be thrown away. */
final class PooledConnection {
  private static final Logger LOG = Logger.getLogger(PooledConnection.class);

  private final Connection pooled;
  private final OneTrip trip;
  private final Runnable onReturn;
  private final AtomicBoolean returned = new AtomicBoolean();

  /**
   * @param trip that of the driver's connection
   */
  PooledConnection(Connection pooled, OneTrip trip, Runnable onReturn) {
    this.pooled = pooled;
    this.trip = trip;
    this.onReturn = onReturn;
  }

  /** How few rows are asked for on it. */
  OneTrip trip() {
    return trip;
  }

  /** The driver's own connection, past the pool's wrapper. */
  Connection jdbc() throws SQLException {
    return pooled.unwrap(Connection.class);
  }

  /**
   * Asks the warehouse, by a connection of its own, to end what runs on this one. Unlike {@code
   * Statement.cancel()} it also reaches the fetches of a cursor.
   */
  void cancel() throws SQLException {
    jdbc().unwrap(RedshiftConnection.class).cancelQuery();
  }

  /** Breaks the socket: whoever waits on it fails at once. */
  void abort() throws SQLException {
    jdbc().abort(Runnable::run);
  }

  /** Gives the connection back; it has to be between transactions. */
  void giveBack() {
    giveBack(() -> pooled.close());
  }

  /** Gives the connection back, never to be used again. */
  void discard() {
    giveBack(
        () -> {
          abort();
          failOnce();
          pooled.close();
        });
  }

  /** The pool throws a connection away only when it sees it fail. */
  private void failOnce() {
    try {
      pooled.rollback();
    } catch (SQLException broken) {
      LOG.debug("connection to the warehouse discarded", broken);
    }
  }

  private void giveBack(SqlAction action) {
    if (!returned.compareAndSet(false, true)) {
      return;
    }
    try {
      action.run();
    } catch (SQLException e) {
      LOG.warn("a connection to the warehouse did not close", e);
    } finally {
      onReturn.run();
    }
  }

  private interface SqlAction {
    void run() throws SQLException;
  }
}

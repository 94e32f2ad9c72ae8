package io.spectra.warehouse;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/**
 * Ends what runs on one connection: when its time is over, or when somebody asks. It repeats the
 * cancel until the session is closed, as one that arrives before the statement does is lost, and
 * breaks the connection when cancels do not help. It remembers why, because the warehouse answers
 * both with SQLSTATE 57014. Safe for use by many threads.
 */
final class Stopper {
  private static final Logger LOG = Logger.getLogger(Stopper.class);
  private static final Duration AGAIN = Duration.ofMillis(200);

  /** Why a session had to end before its statement did. */
  enum Reason {
    TIMEOUT,
    CANCEL
  }

  private final PooledConnection connection;
  private final Watchdog watchdog;
  private final Duration patience;
  private Future<?> next;
  private Reason reason;
  private long sinceNanos;
  private boolean closed;

  Stopper(PooledConnection connection, Watchdog watchdog, Duration timeout, Duration patience) {
    this.connection = connection;
    this.watchdog = watchdog;
    this.patience = patience;
    this.next = watchdog.after(timeout, () -> stop(Reason.TIMEOUT));
  }

  /** Returns at once; the first reason stays. Does nothing after {@link #close()}. */
  synchronized void stop(Reason why) {
    if (closed || reason != null) {
      return;
    }
    reason = why;
    sinceNanos = System.nanoTime();
    next.cancel(false);
    next = watchdog.after(Duration.ZERO, this::insist);
  }

  /** Why the session has to end, empty as long as it may go on. */
  synchronized Optional<Reason> reason() {
    return Optional.ofNullable(reason);
  }

  /** From here on nothing is sent on the connection's behalf. */
  synchronized void close() {
    closed = true;
    next.cancel(false);
  }

  /** Holds the lock: a cancel must not reach the connection's next user. */
  private synchronized void insist() {
    if (closed) {
      return;
    }
    try {
      if (System.nanoTime() - sinceNanos > patience.toNanos()) {
        connection.abort();
        return;
      }
      connection.cancel();
    } catch (SQLException e) {
      LOG.debug("the warehouse did not take a cancel", e);
    }
    next = watchdog.after(AGAIN, this::insist);
  }
}

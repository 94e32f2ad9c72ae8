package io.spectra.local.relay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The operations of a session that the database has not answered yet, in order. After an error the
 * database skips messages up to the next Sync; so does this queue, also those that are sent after
 * the error has been read. Thread-safe.
 */
final class InFlight {
  private final Deque<Operation> operations = new ArrayDeque<>();
  private boolean skipping;
  private boolean closed;

  /** Notes an operation; must be called before its message goes to the database. */
  synchronized void sent(Operation operation) {
    if (closed || skipping && operation.type() != Operation.SYNC) {
      operation.transferring().ifPresent(Escort::over);
      return;
    }
    skipping = false;
    operations.add(operation);
  }

  /** The operation that the database is about to answer. */
  synchronized Optional<Operation> current() {
    return Optional.ofNullable(operations.peek());
  }

  /** The current operation is answered. */
  synchronized Optional<Operation> answered() {
    return Optional.ofNullable(operations.poll());
  }

  /** The current operation is answered if it is of this type. */
  synchronized void answeredIf(int type) {
    Operation current = operations.peek();
    if (current != null && current.type() == type) {
      operations.poll();
    }
  }

  /** The current operation is answered with an error. */
  synchronized void failed() {
    Operation current = operations.peek();
    if (current == null || !current.skipsToSync()) {
      return;
    }
    while (current != null && current.type() != Operation.SYNC) {
      operations.poll().transferring().ifPresent(Escort::over);
      current = operations.peek();
    }
    skipping = current == null;
  }

  /** The session ends: nothing will be answered any more. */
  synchronized void close() {
    closed = true;
    operations.forEach(operation -> operation.transferring().ifPresent(Escort::over));
    operations.clear();
  }
}

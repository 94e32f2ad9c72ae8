package io.spectra.local.relay;

import java.util.Optional;

/**
 * A message of the client that the database has yet to answer.
 *
 * @param type the type byte of the message
 * @param positions how to map positions in its errors; null if they need no mapping
 * @param escort the transfer that it executes, or null
 * @param injected whether it is the relay's own message, of which the client knows nothing
 */
record Operation(int type, PositionMap positions, Escort escort, boolean injected) {
  static final int PARSE = 'P';
  static final int BIND = 'B';
  static final int DESCRIBE = 'D';
  static final int EXECUTE = 'E';
  static final int CLOSE = 'C';
  static final int SYNC = 'S';
  static final int QUERY = 'Q';

  static Operation of(int type) {
    return new Operation(type, null, null, false);
  }

  static Operation mapped(int type, PositionMap positions) {
    return new Operation(type, positions, null, false);
  }

  static Operation executing(int type, Escort escort) {
    return new Operation(type, escort.positions(), escort, false);
  }

  /** The relay's own message, whose only purpose is to fail in the name of a transfer. */
  static Operation failing(int type, Escort escort) {
    return new Operation(type, null, escort, true);
  }

  /** Whether an error in its answer makes the database skip everything up to the next Sync. */
  boolean skipsToSync() {
    return type != SYNC && type != QUERY;
  }

  Optional<Escort> transferring() {
    return Optional.ofNullable(escort);
  }
}

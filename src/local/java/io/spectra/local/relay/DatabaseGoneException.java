package io.spectra.local.relay;

import java.io.IOException;

/** The connection to the database is lost: the session cannot go on. */
final class DatabaseGoneException extends IOException {
  private static final long serialVersionUID = 1;

  DatabaseGoneException(IOException cause) {
    super(cause);
  }
}

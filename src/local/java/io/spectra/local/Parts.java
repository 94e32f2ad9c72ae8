package io.spectra.local;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started and has to be closed, the latest first. Thread-safe. */
final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private boolean closed;

  /**
   * Takes charge of a part.
   *
   * @throws IllegalStateException if everything has been closed meanwhile; the part is closed too
   */
  synchronized <T extends AutoCloseable> T add(T part) {
    started.push(part);
    if (closed) {
      close();
      throw new IllegalStateException("stopped while it was starting");
    }
    return part;
  }

  /** Closes everything, also when closing some of it fails. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        System.getLogger(Parts.class.getName())
            .log(Level.WARNING, "cannot close " + part.getClass().getSimpleName(), e);
      }
    }
  }
}

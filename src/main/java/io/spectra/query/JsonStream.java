package io.spectra.query;

import java.io.IOException;
import java.io.OutputStream;

/** A JSON document that is written while it is made. */
public interface JsonStream extends AutoCloseable {
  /**
   * Writes the whole document; called once.
   *
   * @throws IOException when {@code out} takes no more
   * @throws io.spectra.failure.Failure when the document cannot be finished: what was written so
   *     far must not pass for a whole one
   */
  void writeTo(OutputStream out) throws IOException;

  /** The rows in it, once it is written; null where it has none. */
  default Long rows() {
    return null;
  }

  /** The job that it is the answer of; null for none. */
  default String jobId() {
    return null;
  }

  /** Stops the making of it, from any thread: {@link #writeTo} then ends with an exception. */
  void cancel();

  @Override
  void close();
}

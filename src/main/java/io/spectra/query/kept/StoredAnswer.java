package io.spectra.query.kept;

import io.spectra.query.JsonStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * An answer that was kept.
 *
 * @param bytes the answer as it was sent first
 */
record StoredAnswer(InputStream bytes) implements JsonStream {
  @Override
  public void writeTo(OutputStream out) throws IOException {
    bytes.transferTo(out);
  }

  /** Nothing is to be stopped: the stream that it is written to takes no more. */
  @Override
  public void cancel() {}

  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.spectra.bulk.format;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Gathers the bytes of a file and passes them on when the buffer is full: a value costs no object
 * on its way from the warehouse to the file. Belongs to one thread.
 */
final class FileBytes {
  private static final int BUFFER_BYTES = 64 << 10;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;

  FileBytes(OutputStream out) {
    this.out = out;
  }

  void put(int b) throws IOException {
    if (filled == buffer.length) {
      flush();
    }
    buffer[filled++] = (byte) b;
  }

  void put(byte[] bytes) throws IOException {
    put(bytes, 0, bytes.length);
  }

  void put(byte[] bytes, int from, int to) throws IOException {
    int length = to - from;
    if (length > buffer.length - filled) {
      flush();
      if (length > buffer.length) {
        out.write(bytes, from, length);
        return;
      }
    }
    System.arraycopy(bytes, from, buffer, filled, length);
    filled += length;
  }

  /** Passes on what is here. */
  void flush() throws IOException {
    out.write(buffer, 0, filled);
    filled = 0;
  }
}

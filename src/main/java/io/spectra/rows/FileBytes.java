package io.spectra.rows;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Gathers the bytes of a document and passes them on when the buffer is full: a value costs no
 * object on its way from the warehouse. Belongs to one thread.
 */
public final class FileBytes {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int GROWTH = 4;

  private final OutputStream out;
  private byte[] buffer;
  private int filled;
  private long passedOn;

  /** For what is mostly larger than the buffer. */
  public FileBytes(OutputStream out) {
    this(out, BUFFER_BYTES);
  }

  /**
   * For what may be small.
   *
   * @param first the buffer's size until that is not enough, in bytes
   */
  public FileBytes(OutputStream out, int first) {
    this.out = out;
    this.buffer = new byte[first];
  }

  /** Adds one byte. */
  public void put(int b) throws IOException {
    if (filled == buffer.length) {
      makeRoom(1);
    }
    buffer[filled++] = (byte) b;
  }

  /** Adds all of an array. */
  public void put(byte[] bytes) throws IOException {
    put(bytes, 0, bytes.length);
  }

  /** Adds a part of an array. */
  public void put(byte[] bytes, int from, int to) throws IOException {
    int length = to - from;
    if (length > buffer.length - filled && !makeRoom(length)) {
      out.write(bytes, from, length);
      passedOn += length;
      return;
    }
    System.arraycopy(bytes, from, buffer, filled, length);
    filled += length;
  }

  /** All bytes that were put so far. */
  public long total() {
    return passedOn + filled;
  }

  /** Passes on what is here. */
  public void flush() throws IOException {
    out.write(buffer, 0, filled);
    passedOn += filled;
    filled = 0;
  }

  /** Grows as long as it may, then passes on what is here; false for what fits into no buffer. */
  private boolean makeRoom(int length) throws IOException {
    if (filled + length <= BUFFER_BYTES) {
      int wanted = Math.max(filled + length, buffer.length * GROWTH);
      buffer = Arrays.copyOf(buffer, Math.min(BUFFER_BYTES, wanted));
      return true;
    }
    flush();
    if (length > buffer.length && length <= BUFFER_BYTES) {
      buffer = new byte[BUFFER_BYTES];
    }
    return length <= buffer.length;
  }
}

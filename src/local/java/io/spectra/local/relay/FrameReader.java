package io.spectra.local.relay;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads messages of the PostgreSQL protocol, version 3: a type byte, a length that counts itself,
 * and a body. The first messages of a client have no type. Not thread-safe.
 */
final class FrameReader {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final VarHandle INTEGER =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int limit;

  FrameReader(InputStream in) {
    this.in = in;
  }

  /** Whether all bytes that have arrived so far have been read. */
  boolean drained() {
    return next == limit;
  }

  /** The type of the next message, or -1 at the end of the stream. */
  int type() throws IOException {
    return drained() && !fill() ? -1 : buffer[next++] & 0xFF;
  }

  /** The length of the body that follows. */
  int length() throws IOException {
    return integer() - Integer.BYTES;
  }

  /** Reads a whole body, its length included. */
  byte[] body() throws IOException {
    return body(Integer.MAX_VALUE);
  }

  /** The same, for a body of which the sender's word is not enough. */
  byte[] body(int maxLength) throws IOException {
    int length = length();
    if (length < 0 || length > maxLength) {
      throw new IOException("a message of " + length + " bytes");
    }
    byte[] body = new byte[length];
    for (int filled = 0; filled < body.length; ) {
      int chunk = available(body.length - filled);
      System.arraycopy(buffer, next, body, filled, chunk);
      next += chunk;
      filled += chunk;
    }
    return body;
  }

  /** Passes a message on, body and all, without keeping it in memory. */
  void forward(int type, FrameWriter out) throws IOException {
    if (forwardedWhole(out)) {
      return;
    }
    int rest = length();
    out.header(type, rest);
    while (rest > 0) {
      int chunk = available(rest);
      out.bytes(buffer, next, chunk);
      next += chunk;
      rest -= chunk;
    }
  }

  /** Nearly every message has arrived whole: it goes on as it lies there, type and length too. */
  private boolean forwardedWhole(FrameWriter out) throws IOException {
    if (limit - next < Integer.BYTES) {
      return false;
    }
    int start = next - 1;
    int end = next + (int) INTEGER.get(buffer, next);
    if (end < next + Integer.BYTES || end > limit) {
      return false;
    }
    out.bytes(buffer, start, end - start);
    next = end;
    return true;
  }

  private int integer() throws IOException {
    int value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      available(1);
      value = value << 8 | buffer[next++] & 0xFF;
    }
    return value;
  }

  private int available(int wanted) throws IOException {
    if (drained() && !fill()) {
      throw new EOFException("the connection ended within a message");
    }
    return Math.min(wanted, limit - next);
  }

  private boolean fill() throws IOException {
    next = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }
}

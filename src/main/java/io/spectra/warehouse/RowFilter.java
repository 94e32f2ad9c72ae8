package io.spectra.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Stands between a socket and the driver. While the thread that reads {@linkplain WireRows#wanted
 * wants the rows for itself}, they stay where they were read from the socket, and the driver gets
 * all other messages: of each value it would make an array. Belongs to one thread at a time.
 *
 * <p>A message is a letter and a length, which counts itself and not the letter (PostgreSQL's
 * frontend and backend protocol 3.0, "Message Formats").
 */
final class RowFilter {
  private static final byte[] NONE = {};
  private static final int CHUNK = 64 << 10;
  private static final int LEAST_READ = 4 << 10;
  private static final int HEAD_BYTES = 5;
  private static final int LENGTH_BYTES = 4;
  private static final int LONGEST = Integer.MAX_VALUE - CHUNK;
  private static final byte DATA_ROW = 'D';

  /** ReadyForQuery but for its last byte, the state of the transaction. */
  private static final byte[] READY = {'Z', 0, 0, 0, 5};

  private final InputStream in;
  private final byte[] last = new byte[READY.length + 1];

  /** Whether it is known where messages begin: some were let through without a look at them. */
  private boolean inStep;

  /** Whose rows the driver gets after all: data that looks like a message's end changes nothing. */
  private WireRows declined;

  /** What is left of a message that the driver gets. */
  private int passing;

  private byte[] chunk = NONE;
  private int at;
  private int filled;
  private boolean shared;

  RowFilter(InputStream in) {
    this.in = in;
  }

  /** How many bytes were read from the socket and not handed on. */
  int here() {
    return filled - at;
  }

  /** Like that of a stream; what a timeout of the socket cut short goes on with the next call. */
  int read(byte[] bytes, int offset, int length) throws IOException {
    WireRows rows = WireRows.wanted();
    if (rows != null && rows != declined && !inStep) {
      inStep = here() == 0 && isReady();
      declined = inStep ? null : rows;
      passing = 0;
    }
    if (rows == null || !inStep) {
      inStep = false;
      return here() > 0
          ? give(bytes, offset, length)
          : note(bytes, offset, in.read(bytes, offset, length));
    }
    return filtered(rows, bytes, offset, length);
  }

  private int filtered(WireRows rows, byte[] bytes, int offset, int length) throws IOException {
    while (passing == 0) {
      if (!have(HEAD_BYTES)) {
        return here() > 0 ? give(bytes, offset, length) : -1;
      }
      int size = 1 + length(BigEndian.getInt(chunk, at + 1));
      if (chunk[at] != DATA_ROW) {
        passing = size;
      } else if (have(size)) {
        rows.add(chunk, at + HEAD_BYTES, at + size);
        shared = true;
        at += size;
      } else {
        return -1;
      }
    }
    if (here() == 0 && !have(1)) {
      return -1;
    }
    int given = give(bytes, offset, Math.min(length, passing));
    passing -= given;
    if (passing == 0 && here() == 0) {
      // Connections wait long for their next statement, and there are many.
      drop();
    }
    return given;
  }

  private static int length(int told) throws IOException {
    if (told < LENGTH_BYTES || told > LONGEST) {
      throw new IOException("the warehouse sent a message of no valid length");
    }
    return told;
  }

  private int give(byte[] bytes, int offset, int length) {
    int count = Math.min(length, here());
    System.arraycopy(chunk, at, bytes, offset, count);
    at += count;
    return note(bytes, offset, count);
  }

  /** Reads on until so many bytes are here, side by side; false at the end of the stream. */
  private boolean have(int count) throws IOException {
    while (here() < count) {
      if (chunk.length - at < count || chunk.length - filled < LEAST_READ) {
        moveOn(count);
      }
      int read = in.read(chunk, filled, chunk.length - filled);
      if (read < 0) {
        return false;
      }
      filled += read;
    }
    return true;
  }

  private void moveOn(int count) {
    int here = here();
    boolean enough = !shared && chunk.length >= Math.max(CHUNK, count);
    byte[] next = enough ? chunk : new byte[Math.max(CHUNK, count + LEAST_READ)];
    System.arraycopy(chunk, at, next, 0, here);
    chunk = next;
    shared = false;
    at = 0;
    filled = here;
  }

  private void drop() {
    chunk = NONE;
    shared = false;
    at = 0;
    filled = 0;
  }

  private boolean isReady() {
    return Arrays.equals(last, 0, READY.length, READY, 0, READY.length);
  }

  /** Remembers the last bytes that the driver got. */
  private int note(byte[] bytes, int offset, int count) {
    if (count >= last.length) {
      System.arraycopy(bytes, offset + count - last.length, last, 0, last.length);
    } else if (count > 0) {
      System.arraycopy(last, count, last, 0, last.length - count);
      System.arraycopy(bytes, offset, last, last.length - count, count);
    }
    return count;
  }
}

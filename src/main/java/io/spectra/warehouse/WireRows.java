package io.spectra.warehouse;

import java.util.Arrays;

/**
 * Gathers rows as they stand on the wire: each is a DataRow message of PostgreSQL's protocol
 * without its head, a count of values, and before each value its length, -1 for NULL. Belongs to
 * one thread.
 */
final class WireRows {
  /**
   * Whoever has the driver read an answer stands above it and whatever filters the socket's bytes
   * below, both in one thread, and the driver passes nothing between them.
   */
  private static final ThreadLocal<WireRows> WANTED = new ThreadLocal<>();

  private static final int FIRST = 128;

  private byte[][] arrays = new byte[FIRST][];
  private int[] starts = new int[FIRST];
  private int size;
  private long bytes;

  /** A call of the driver. */
  interface Call<E extends Exception> {
    void run() throws E;
  }

  /** The rows that the caller's thread wants for itself; null for none. */
  static WireRows wanted() {
    return WANTED.get();
  }

  /** Has the driver read what it reads, but for rows: they come here, as far as they can. */
  <E extends Exception> void during(Call<E> call) throws E {
    WANTED.set(this);
    try {
      call.run();
    } finally {
      WANTED.remove();
    }
  }

  int size() {
    return size;
  }

  /** Adds a row that stands in an array, which nobody changes there any more. */
  void add(byte[] array, int from, int to) {
    if (size == starts.length) {
      arrays = Arrays.copyOf(arrays, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
    }
    arrays[size] = array;
    starts[size] = from;
    size++;
    bytes += to - from;
  }

  /**
   * Gives away what was gathered, and begins anew.
   *
   * @param most rows that were asked for; more are left out
   */
  RowBatch take(WireValue[] values, int most) {
    byte[][] in = arrays;
    int[] from = starts;
    RowBatch batch =
        new RowBatch(
            values,
            (number, row) -> row.set(in[number], from[number]),
            Math.min(size, most),
            bytes);
    int next = Math.max(FIRST, starts.length);
    arrays = new byte[next][];
    starts = new int[next];
    size = 0;
    bytes = 0;
    return batch;
  }
}

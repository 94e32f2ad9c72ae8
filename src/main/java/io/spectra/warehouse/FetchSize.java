package io.spectra.warehouse;

/**
 * How many rows to ask of a cursor at a time: few enough that wide rows do not fill the memory,
 * many enough that narrow ones do not wait for round trips.
 */
final class FetchSize {
  /** Before anything is known about the rows. */
  static final int FIRST = 100;

  private static final int MOST = 5_000;
  private static final long BUFFER_BYTES = 1 << 20;
  private static final long PACE_NANOS = 500_000_000;

  private FetchSize() {}

  /** The next size, when that many rows had that many bytes; both greater than zero. */
  static int after(long rows, long bytes) {
    return (int) Math.max(1, Math.min(MOST, BUFFER_BYTES * rows / Math.max(1, bytes)));
  }

  /**
   * The same for batches, and where the warehouse makes the rows one by one no more than it gives
   * in half a second, so that whoever waits sees them come.
   *
   * @param last the rows of the latest fetch, which took that long
   */
  static int after(long rows, long bytes, int last, long nanos) {
    long inTime = last * PACE_NANOS / Math.max(1, nanos);
    return (int) Math.max(1, Math.min(after(rows, bytes), inTime));
  }
}

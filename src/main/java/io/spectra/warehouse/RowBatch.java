package io.spectra.warehouse;

/** Some rows that follow one another, as the warehouse sent them. Safe for use by many threads. */
public final class RowBatch {
  private final WireValue[] values;
  private final byte[][] arrays;
  private final int[] starts;
  private final int size;
  private final long bytes;

  RowBatch(WireValue[] values, byte[][] arrays, int[] starts, int size, long bytes) {
    this.values = values;
    this.arrays = arrays;
    this.starts = starts;
    this.size = size;
    this.bytes = bytes;
  }

  /** How many rows there are. */
  public int size() {
    return size;
  }

  /** What they took on the wire. */
  long bytes() {
    return bytes;
  }

  /** A way through the rows, which begins before the first. */
  public BatchRow rows() {
    return new BatchRow(this, values);
  }

  byte[] array(int row) {
    return arrays[row];
  }

  int start(int row) {
    return starts[row];
  }
}

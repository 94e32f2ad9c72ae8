package io.spectra.warehouse;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The row of a batch at which somebody is. Belongs to one thread. */
public final class BatchRow implements Row {
  private static final int COUNT_BYTES = 2;
  private static final int LENGTH_BYTES = 4;

  private final RowBatch batch;
  private final WireValue[] values;
  private final int[] from;
  private final int[] to;
  private final int[] others;
  private final byte[][] decoded;
  private byte[] array;
  private int row = -1;

  BatchRow(RowBatch batch, WireValue[] values) {
    this.batch = batch;
    this.values = values;
    this.from = new int[values.length];
    this.to = new int[values.length];
    this.others =
        IntStream.range(0, values.length).filter(i -> values[i] != WireValue.ITSELF).toArray();
    this.decoded = others.length == 0 ? null : new byte[values.length][];
  }

  /** Goes to the next row, first to the first; false behind the last. */
  public boolean next() {
    row++;
    if (row >= batch.size()) {
      return false;
    }
    array = batch.array(row);
    int at = batch.start(row);
    if (BigEndian.getShort(array, at) != from.length) {
      throw new IllegalStateException("a row has not as many values as were described");
    }
    at += COUNT_BYTES;
    for (int i = 0; i < from.length; i++) {
      int length = BigEndian.getInt(array, at);
      at += LENGTH_BYTES;
      from[i] = length < 0 ? -1 : at;
      at += Math.max(0, length);
      to[i] = at;
    }
    if (decoded != null) {
      decode();
    }
    return true;
  }

  private void decode() {
    for (int i : others) {
      decoded[i] = null;
      if (from[i] >= 0) {
        decoded[i] = values[i].of(Arrays.copyOfRange(array, from[i], to[i]));
        from[i] = 0;
        to[i] = decoded[i].length;
      }
    }
  }

  @Override
  public byte[] array(int index) {
    if (from[index - 1] < 0) {
      return null;
    }
    return decoded == null || decoded[index - 1] == null ? array : decoded[index - 1];
  }

  @Override
  public int from(int index) {
    return from[index - 1];
  }

  @Override
  public int to(int index) {
    return to[index - 1];
  }
}

package io.spectra.warehouse;

import com.amazon.redshift.core.Tuple;
import java.util.Arrays;

/** The row of a batch at which somebody is. Belongs to one thread. */
public final class BatchRow implements Row {
  private static final int COUNT_BYTES = 2;
  private static final int LENGTH_BYTES = 4;

  private final RowBatch.Place place;
  private final int size;
  private final WireValue[] values;
  private final byte[][] arrays;
  private final int[] from;
  private final int[] to;
  private int number = -1;

  BatchRow(RowBatch.Place place, int size, WireValue[] values) {
    this.place = place;
    this.size = size;
    this.values = values;
    this.arrays = new byte[values.length][];
    this.from = new int[values.length];
    this.to = new int[values.length];
  }

  /** Goes to the next row, first to the first; false behind the last. */
  public boolean next() {
    number++;
    if (number >= size) {
      return false;
    }
    place.set(number, this);
    return true;
  }

  /** Finds the values of a DataRow message, which begins with their count. */
  void set(byte[] message, int start) {
    if (BigEndian.getShort(message, start) != arrays.length) {
      throw new IllegalStateException("a row has not as many values as were described");
    }
    int at = start + COUNT_BYTES;
    for (int i = 0; i < arrays.length; i++) {
      int length = BigEndian.getInt(message, at);
      at += LENGTH_BYTES;
      set(i, length < 0 ? null : message, at, at + length);
      at += Math.max(0, length);
    }
  }

  /** Takes the values that the driver made. */
  void set(Tuple row) {
    for (int i = 0; i < arrays.length; i++) {
      byte[] value = row.get(i);
      set(i, value, 0, value == null ? 0 : value.length);
    }
  }

  private void set(int i, byte[] array, int begin, int end) {
    boolean decoded = array != null && values[i] != WireValue.ITSELF;
    arrays[i] = decoded ? values[i].of(Arrays.copyOfRange(array, begin, end)) : array;
    from[i] = decoded ? 0 : begin;
    to[i] = decoded ? arrays[i].length : end;
  }

  @Override
  public byte[] array(int index) {
    return arrays[index - 1];
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

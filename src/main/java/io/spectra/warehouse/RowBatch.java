package io.spectra.warehouse;

import com.amazon.redshift.core.Tuple;
import java.util.List;

/** Some rows that follow one another, as the warehouse sent them. Safe for use by many threads. */
public final class RowBatch {
  private final WireValue[] values;
  private final Place place;
  private final int size;
  private final long bytes;

  /**
   * @param place where the rows lie
   * @param size how many there are
   * @param bytes what they took on the wire
   */
  RowBatch(WireValue[] values, Place place, int size, long bytes) {
    this.values = values;
    this.place = place;
    this.size = size;
    this.bytes = bytes;
  }

  /** Rows of which the driver has made arrays. */
  static RowBatch of(WireValue[] values, List<Tuple> rows, int most) {
    List<Tuple> wanted = rows.size() <= most ? rows : rows.subList(0, most);
    long bytes = wanted.stream().mapToLong(Tuple::length).sum();
    return new RowBatch(values, (number, row) -> row.set(wanted.get(number)), wanted.size(), bytes);
  }

  /** How many rows there are. */
  public int size() {
    return size;
  }

  long bytes() {
    return bytes;
  }

  /** A way through the rows, which begins before the first. */
  public BatchRow rows() {
    return new BatchRow(place, size, values);
  }

  /** Sets a row to the values of the one with a number, from 0. */
  @FunctionalInterface
  interface Place {
    void set(int number, BatchRow row);
  }
}

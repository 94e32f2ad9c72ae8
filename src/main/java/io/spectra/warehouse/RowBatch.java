package io.spectra.warehouse;

import com.amazon.redshift.core.Tuple;
import java.util.List;

/** Some rows that follow one another, as the warehouse sent them. Safe for use by many threads. */
public final class RowBatch {
  private final WireValue[] values;
  private final List<Tuple> rows;

  RowBatch(WireValue[] values, List<Tuple> rows) {
    this.values = values;
    this.rows = rows;
  }

  /** How many rows there are, greater than zero. */
  public int size() {
    return rows.size();
  }

  /**
   * A value in UTF-8, not to be changed; of VARBYTE the bytes themselves; null for NULL.
   *
   * @param row its place in the batch, from 0
   * @param index its column, from 1
   */
  public byte[] bytes(int row, int index) {
    byte[] value = rows.get(row).get(index - 1);
    return value == null ? null : values[index - 1].of(value);
  }
}

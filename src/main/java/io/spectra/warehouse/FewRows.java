package io.spectra.warehouse;

import com.amazon.redshift.core.Tuple;
import java.util.List;

/** Rows that came whole with the answer to their statement; nothing is held in the warehouse. */
final class FewRows implements Rows, ArrayRow {
  private final List<Column> columns;
  private final List<Tuple> rows;
  private int at = -1;

  FewRows(List<Column> columns, List<Tuple> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    at++;
    return at < rows.size();
  }

  @Override
  public byte[] array(int index) {
    return rows.get(at).get(index - 1);
  }

  /** Nothing is held. */
  @Override
  public void close() {}
}

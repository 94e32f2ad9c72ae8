package io.spectra.bulk.format;

import io.spectra.warehouse.Column;
import io.spectra.warehouse.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** How rows become the bytes of a file. Stateless; safe for use by many threads. */
public interface RowFormat {
  /**
   * Begins a file; what stands before the first row, such as a header, is part of it even when no
   * row follows.
   *
   * @param columns the columns in order
   * @param out takes the bytes; never closed here
   */
  RowWriter open(List<Column> columns, OutputStream out) throws IOException;

  /** One file under way. Belongs to one thread. */
  interface RowWriter {
    /** Writes a row. */
    void write(Row row) throws IOException;

    /** Writes what stands behind the last row and passes on every byte; the file is whole then. */
    void finish() throws IOException;
  }
}

package io.spectra.bulk;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How rows become the bytes of a file. Stateless; safe for use by many threads. */
public interface RowFormat {
  /**
   * Begins a file; what stands before the first row, such as a header, is written at once.
   *
   * @param rows its metadata names the columns
   * @param out takes the bytes; never closed here
   */
  RowWriter open(ResultSet rows, OutputStream out) throws SQLException, IOException;

  /** One file under way. Belongs to one thread. */
  interface RowWriter {
    /** Writes the row at which {@code rows} stands. */
    void write(ResultSet rows) throws SQLException, IOException;

    /** Writes what stands behind the last row and passes on every byte; the file is whole then. */
    void finish() throws IOException;
  }
}

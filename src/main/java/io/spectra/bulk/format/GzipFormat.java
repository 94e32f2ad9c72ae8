package io.spectra.bulk.format;

import io.spectra.warehouse.Column;
import io.spectra.warehouse.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Another format, compressed with gzip (RFC 1952), in members that follow one another.
 *
 * @param inner what is compressed
 */
record GzipFormat(RowFormat inner) implements RowFormat {
  @Override
  public RowWriter open(List<Column> columns, OutputStream out) throws IOException {
    GzipMembers members = new GzipMembers(out);
    return new GzipRows(inner.open(columns, members), members);
  }

  private record GzipRows(RowWriter rows, GzipMembers members) implements RowWriter {
    @Override
    public void write(Row row) throws IOException {
      rows.write(row);
    }

    @Override
    public void finish() throws IOException {
      rows.finish();
      members.finish();
    }
  }
}

package io.spectra.bulk.format;

import io.spectra.rows.FileBytes;
import io.spectra.warehouse.Column;
import io.spectra.warehouse.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * CSV as R-055 has it: RFC 4180 with LF line ends, UTF-8, a header row; an empty unquoted field is
 * NULL, a quoted empty one the empty string. So a NULL in a file of one column is an empty line,
 * and an empty line is nothing else: every LF outside quotes ends a record.
 */
final class CsvFormat implements RowFormat {
  @Override
  public RowWriter open(List<Column> columns, OutputStream out) throws IOException {
    FileBytes file = new FileBytes(out);
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        file.put(',');
      }
      byte[] name = columns.get(i).name().getBytes(StandardCharsets.UTF_8);
      CsvCell.text(name, 0, name.length, file);
    }
    file.put('\n');
    CsvCell[] cells =
        columns.stream().map(column -> CsvCell.of(column.type())).toArray(CsvCell[]::new);
    return new CsvRows(cells, file);
  }

  private record CsvRows(CsvCell[] cells, FileBytes file) implements RowWriter {
    @Override
    public void write(Row row) throws IOException {
      for (int i = 0; i < cells.length; i++) {
        if (i > 0) {
          file.put(',');
        }
        byte[] value = row.array(i + 1);
        if (value != null) {
          cells[i].write(value, row.from(i + 1), row.to(i + 1), file);
        }
      }
      file.put('\n');
    }

    @Override
    public void finish() throws IOException {
      file.flush();
    }
  }
}

package io.spectra.bulk.format;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.spectra.warehouse.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * CSV as R-055 has it: RFC 4180 with LF line ends, UTF-8, a header row; an empty unquoted field is
 * NULL, a quoted empty one the empty string.
 */
final class CsvFormat implements RowFormat {
  private static final int BUFFER_CHARS = 32 << 10;

  @Override
  public RowWriter open(List<Column> columns, OutputStream out) {
    CsvWriter csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .bufferSize(BUFFER_CHARS)
            .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    csv.writeRecord(columns.stream().map(Column::name).toList());
    CsvCell[] cells =
        columns.stream().map(column -> CsvCell.of(column.type())).toArray(CsvCell[]::new);
    return new CsvRows(cells, new String[cells.length], csv);
  }

  private record CsvRows(CsvCell[] cells, String[] fields, CsvWriter csv) implements RowWriter {
    @Override
    public void write(Cells row) {
      for (int i = 0; i < cells.length; i++) {
        byte[] value = row.bytes(i + 1);
        fields[i] = value == null ? null : cells[i].text(value);
      }
      csv.writeRecord(fields);
    }

    @Override
    public void finish() throws IOException {
      csv.flush();
    }
  }
}

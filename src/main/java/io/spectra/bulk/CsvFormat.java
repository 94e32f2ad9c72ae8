package io.spectra.bulk;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * CSV as R-055 has it: RFC 4180 with LF line ends, UTF-8, a header row; an empty unquoted field is
 * NULL, a quoted empty one the empty string. Columns of equal names are told apart as in R-017.
 */
final class CsvFormat implements RowFormat {
  private static final int BUFFER_CHARS = 32 << 10;

  @Override
  public RowWriter open(ResultSet rows, OutputStream out) throws SQLException {
    List<ExportColumn> columns = ExportColumn.of(rows.getMetaData());
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CsvWriter csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .bufferSize(BUFFER_CHARS)
            .build(text);
    csv.writeRecord(columns.stream().map(ExportColumn::name).toList());
    return new CsvRows(columns, csv);
  }

  private static final class CsvRows implements RowWriter {
    private final List<ExportColumn> columns;
    private final CsvWriter csv;
    private final String[] fields;

    private CsvRows(List<ExportColumn> columns, CsvWriter csv) {
      this.columns = columns;
      this.csv = csv;
      this.fields = new String[columns.size()];
    }

    @Override
    public void write(ResultSet rows) throws SQLException {
      for (int i = 0; i < fields.length; i++) {
        fields[i] = columns.get(i).kind().text(rows, i + 1);
      }
      csv.writeRecord(fields);
    }

    @Override
    public void finish() throws IOException {
      csv.flush();
    }
  }
}

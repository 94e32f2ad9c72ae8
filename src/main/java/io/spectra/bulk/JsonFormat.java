package io.spectra.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Newline-delimited JSON: an object per row with the native types of R-017. */
final class JsonFormat implements RowFormat {
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public RowWriter open(ResultSet rows, OutputStream out) throws SQLException, IOException {
    JsonGenerator json = JSON.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    return new JsonRows(ExportColumn.of(rows.getMetaData()), json);
  }

  private record JsonRows(List<ExportColumn> columns, JsonGenerator json) implements RowWriter {
    @Override
    public void write(ResultSet rows) throws SQLException, IOException {
      json.writeStartObject();
      for (int i = 0; i < columns.size(); i++) {
        ExportColumn column = columns.get(i);
        json.writeFieldName(column.name());
        write(column.kind(), column.kind().text(rows, i + 1));
      }
      json.writeEndObject();
    }

    private void write(CellKind kind, String text) throws IOException {
      if (text == null) {
        json.writeNull();
        return;
      }
      switch (kind) {
        case BOOLEAN -> json.writeBoolean(Boolean.parseBoolean(text));
        case NUMBER -> number(text);
        case JSON -> json.writeRawValue(text);
        case PLAIN, TIMESTAMP, TIMESTAMPTZ, TIMETZ, BINARY -> json.writeString(text);
      }
    }

    /** JSON has no NaN and no infinity: they are strings. */
    private void number(String text) throws IOException {
      if (Character.isDigit(text.charAt(text.length() - 1))) {
        json.writeNumber(text);
      } else {
        json.writeString(text);
      }
    }

    @Override
    public void finish() throws IOException {
      if (json.getOutputContext().hasCurrentIndex()) {
        json.writeRaw('\n');
      }
      json.close();
    }
  }
}

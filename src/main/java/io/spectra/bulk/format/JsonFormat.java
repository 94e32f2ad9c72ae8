package io.spectra.bulk.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import io.spectra.query.JsonCell;
import io.spectra.warehouse.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Newline-delimited JSON: an object per row with the native types of R-017. */
final class JsonFormat implements RowFormat {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  @Override
  public RowWriter open(List<Column> columns, OutputStream out) throws IOException {
    JsonGenerator json = JSON.createGenerator(out);
    json.setRootValueSeparator(new SerializedString(""));
    return new JsonRows(columns.stream().map(JsonField::of).toArray(JsonField[]::new), json);
  }

  private record JsonField(SerializedString name, JsonCell cell) {
    private static JsonField of(Column column) {
      return new JsonField(new SerializedString(column.name()), JsonCell.of(column.type()));
    }
  }

  private record JsonRows(JsonField[] fields, JsonGenerator json) implements RowWriter {
    @Override
    public void write(Cells row) throws IOException {
      json.writeStartObject();
      for (int i = 0; i < fields.length; i++) {
        json.writeFieldName(fields[i].name());
        byte[] value = row.bytes(i + 1);
        if (value == null) {
          json.writeNull();
        } else {
          fields[i].cell().write(value, json);
        }
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }

    @Override
    public void finish() throws IOException {
      json.close();
    }
  }
}

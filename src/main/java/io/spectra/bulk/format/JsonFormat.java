package io.spectra.bulk.format;

import io.spectra.rows.FileBytes;
import io.spectra.rows.JsonText;
import io.spectra.rows.JsonValue;
import io.spectra.rows.Words;
import io.spectra.warehouse.Column;
import io.spectra.warehouse.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Newline-delimited JSON: an object per row with the native types of R-017. */
final class JsonFormat implements RowFormat {
  @Override
  public RowWriter open(List<Column> columns, OutputStream out) throws IOException {
    JsonField[] fields = new JsonField[columns.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = JsonField.of(columns.get(i), i == 0 ? '{' : ',');
    }
    return new JsonRows(fields, new FileBytes(out));
  }

  /** A value, and what stands before it in every object. */
  private record JsonField(byte[] before, JsonValue value) {
    private static JsonField of(Column column, int mark) throws IOException {
      ByteArrayOutputStream before = new ByteArrayOutputStream();
      FileBytes name = new FileBytes(before);
      name.put(mark);
      JsonText.write(column.name(), name);
      name.put(':');
      name.flush();
      return new JsonField(before.toByteArray(), JsonValue.of(column.type()));
    }
  }

  private record JsonRows(JsonField[] fields, FileBytes file) implements RowWriter {
    @Override
    public void write(Row row) throws IOException {
      if (fields.length == 0) {
        file.put('{');
      }
      for (int i = 0; i < fields.length; i++) {
        file.put(fields[i].before());
        byte[] value = row.array(i + 1);
        if (value == null) {
          file.put(Words.NULL);
        } else {
          fields[i].value().write(value, row.from(i + 1), row.to(i + 1), file);
        }
      }
      file.put('}');
      file.put('\n');
    }

    @Override
    public void finish() throws IOException {
      file.flush();
    }
  }
}

package io.spectra.query;

import io.spectra.rows.FileBytes;
import io.spectra.rows.JsonText;
import io.spectra.rows.JsonValue;
import io.spectra.rows.Words;
import io.spectra.warehouse.Column;
import io.spectra.warehouse.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Writes rows of one result as JSON objects, from the bytes that the warehouse sent; what depends
 * on the columns alone is done once.
 */
final class JsonRow {
  private final byte[][] before;
  private final JsonValue[] values;

  JsonRow(List<Column> columns) throws IOException {
    before = new byte[columns.size()][];
    values = new JsonValue[columns.size()];
    for (int i = 0; i < values.length; i++) {
      before[i] = before(columns.get(i).name(), i == 0 ? '{' : ',');
      values[i] = JsonValue.of(columns.get(i).type());
    }
  }

  void write(Row row, FileBytes json) throws IOException {
    if (values.length == 0) {
      json.put('{');
    }
    for (int i = 0; i < values.length; i++) {
      json.put(before[i]);
      byte[] value = row.array(i + 1);
      if (value == null) {
        json.put(Words.NULL);
      } else {
        values[i].write(value, row.from(i + 1), row.to(i + 1), json);
      }
    }
    json.put('}');
  }

  private static byte[] before(String name, char mark) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FileBytes json = new FileBytes(bytes, 2 * name.length() + 8);
    json.put(mark);
    JsonText.write(name, json);
    json.put(':');
    json.flush();
    return bytes.toByteArray();
  }
}

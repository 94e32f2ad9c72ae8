package io.spectra.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.spectra.warehouse.Column;
import io.spectra.warehouse.Rows;
import java.io.IOException;
import java.util.List;

/** Writes rows of one result as JSON objects; what depends on the columns alone is done once. */
final class JsonRow {
  private final SerializableString[] names;
  private final JsonCell[] cells;

  JsonRow(List<Column> columns) {
    names =
        columns.stream()
            .map(column -> new SerializedString(column.name()))
            .toArray(SerializableString[]::new);
    cells = columns.stream().map(column -> JsonCell.of(column.type())).toArray(JsonCell[]::new);
  }

  void write(Rows row, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < cells.length; i++) {
      json.writeFieldName(names[i]);
      byte[] value = row.bytes(i + 1);
      if (value == null) {
        json.writeNull();
      } else {
        cells[i].write(value, json);
      }
    }
    json.writeEndObject();
  }
}

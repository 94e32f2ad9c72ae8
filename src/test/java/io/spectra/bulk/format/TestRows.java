package io.spectra.bulk.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.spectra.warehouse.Column;
import io.spectra.warehouse.ColumnType;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Rows without a warehouse, for what is pure. */
final class TestRows {
  private TestRows() {}

  /** Columns of these types; named a, b, c and so on. */
  static List<Column> columns(ColumnType... types) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      columns.add(new Column(i + 1, String.valueOf((char) ('a' + i)), types[i]));
    }
    return columns;
  }

  /** What a format makes of the rows. */
  static byte[] written(RowFormat format, List<Column> columns, List<List<String>> rows)
      throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowFormat.RowWriter writer = format.open(columns, out);
    for (List<String> row : rows) {
      writer.write(index -> row.get(index - 1) == null ? null : row.get(index - 1).getBytes(UTF_8));
    }
    writer.finish();
    return out.toByteArray();
  }
}

package io.spectra.bulk.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.spectra.warehouse.Column;
import io.spectra.warehouse.ColumnType;
import io.spectra.warehouse.Row;
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
      writer.write(new Packed(row));
    }
    writer.finish();
    return out.toByteArray();
  }

  /** A row whose values lie in one array, with what is none of theirs before and behind each. */
  private static final class Packed implements Row {
    private static final byte[] ELSE = "9\",'-.:{".getBytes(UTF_8);

    private final byte[] array;
    private final int[] from;
    private final int[] to;

    Packed(List<String> values) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      from = new int[values.size()];
      to = new int[values.size()];
      for (int i = 0; i < from.length; i++) {
        bytes.writeBytes(ELSE);
        from[i] = values.get(i) == null ? -1 : bytes.size();
        bytes.writeBytes(values.get(i) == null ? ELSE : values.get(i).getBytes(UTF_8));
        to[i] = bytes.size();
      }
      bytes.writeBytes(ELSE);
      array = bytes.toByteArray();
    }

    @Override
    public byte[] array(int index) {
      return from[index - 1] < 0 ? null : array;
    }

    @Override
    public int from(int index) {
      return from[index - 1];
    }

    @Override
    public int to(int index) {
      return to[index - 1];
    }
  }
}

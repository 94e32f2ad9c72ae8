package io.spectra.local.relay;

import io.spectra.bulk.format.FileFormats;
import io.spectra.bulk.format.RowFormat;
import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.warehouse.ArrayRow;
import io.spectra.warehouse.Column;
import io.spectra.warehouse.ColumnType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.List;

/** A Parquet file of an UNLOAD, with the types that the query has. */
final class ParquetFile {
  private static final int HEX_MARK = "\\x".length();

  private final List<Column> columns;
  private final RowFormat.RowWriter writer;

  ParquetFile(List<Column> columns, OutputStream out) throws IOException {
    this.columns = columns;
    this.writer = FileFormats.of(ContentType.PARQUET, Compression.NONE).open(columns, out);
  }

  void row(List<byte[]> fields) throws IOException {
    ArrayRow row = index -> wire(columns.get(index - 1).type(), fields.get(index - 1));
    writer.write(row);
  }

  void finish() throws IOException {
    writer.finish();
  }

  /** Bytes come as {@code \x00ff}. */
  private static byte[] wire(ColumnType type, byte[] field) {
    if (type != ColumnType.VARBYTE || field == null) {
      return field;
    }
    String hex =
        new String(
            field, HEX_MARK, field.length - HEX_MARK, java.nio.charset.StandardCharsets.US_ASCII);
    return HexFormat.of().parseHex(hex);
  }
}

package io.spectra.bulk.format;

import io.spectra.warehouse.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Parquet with typed columns. Rows gather in memory until they make a row group; a file of
 * any size holds no more than one of those, and its footer.
 *
 * @param codec how pages are compressed
 */
record ParquetFormat(CompressionCodecName codec) implements RowFormat {
  @Override
  public RowWriter open(List<Column> columns, OutputStream out) throws IOException {
    return new ParquetRows(columns.stream().map(ParquetColumn::of).toList(), codec, out);
  }
}

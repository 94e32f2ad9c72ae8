package io.spectra.bulk.format;

import io.spectra.warehouse.Row;
import java.io.IOException;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/** The rows of one row group, in memory until they are written. Every column is optional. */
final class ParquetGroup {
  private static final int NULL = 0;
  private static final int VALUE = 1;

  private final ColumnChunkPageWriteStore pages;
  private final ColumnWriteStore store;
  private final ColumnWriter[] writers;
  private long rows;

  ParquetGroup(MessageType schema, ParquetProperties properties, CompressionCodecName codec) {
    PageCompressor compressor = new PageCompressor(codec);
    this.pages =
        ColumnChunkPageWriteStore.builder()
            .withCompressorProvider(column -> compressor)
            .withSchema(schema)
            .withAllocator(properties.getAllocator())
            .withColumnIndexTruncateLength(properties.getColumnIndexTruncateLength())
            .withPageWriteChecksumEnabled(properties.getPageWriteChecksumEnabled())
            .build();
    this.store = properties.newColumnWriteStore(schema, pages, pages);
    this.writers =
        schema.getColumns().stream().map(store::getColumnWriter).toArray(ColumnWriter[]::new);
  }

  void add(ParquetColumn[] columns, Row row) {
    for (int i = 0; i < writers.length; i++) {
      byte[] value = row.array(i + 1);
      if (value == null) {
        writers[i].writeNull(0, NULL);
      } else {
        columns[i].value().write(value, row.from(i + 1), row.to(i + 1), writers[i], VALUE);
      }
    }
    store.endRecord();
    rows++;
  }

  long rows() {
    return rows;
  }

  /** What it holds, encoded and in part compressed. */
  long bytes() {
    return store.getBufferedSize();
  }

  /** Writes it, unless it has no rows; nothing can be added then. */
  void flush(ParquetFileWriter file) throws IOException {
    if (rows > 0) {
      file.startBlock(rows);
      store.flush();
      pages.flushToFileWriter(file);
      file.endBlock();
    }
    store.close();
    pages.close();
  }
}

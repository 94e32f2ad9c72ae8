package io.spectra.bulk.format;

import io.spectra.warehouse.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * A Parquet file under way. Values go straight to the writers of their columns: parquet-java's own
 * way there, through a record, costs more than the encoding.
 */
final class ParquetRows implements RowFormat.RowWriter {
  /** Small enough that a worker of 128 MB holds one, encoded and compressed. */
  private static final long ROW_GROUP_BYTES = 16L << 20;

  private static final int PAGE_BYTES = 512 << 10;
  private static final int DICTIONARY_BYTES = 256 << 10;
  private static final int LOOK_EVERY = 1_000;

  private final ParquetColumn[] columns;
  private final CompressionCodecName codec;
  private final MessageType schema;
  private final ParquetProperties properties;
  private final ParquetFileWriter file;
  private ParquetGroup group;

  ParquetRows(List<ParquetColumn> columns, CompressionCodecName codec, OutputStream out)
      throws IOException {
    this.columns = columns.toArray(ParquetColumn[]::new);
    this.codec = codec;
    this.schema =
        new MessageType("row", columns.stream().map(ParquetColumn::type).toArray(Type[]::new));
    this.properties =
        ParquetProperties.builder()
            .withWriterVersion(WriterVersion.PARQUET_1_0)
            .withPageSize(PAGE_BYTES)
            .withDictionaryPageSize(DICTIONARY_BYTES)
            .withSizeStatisticsEnabled(false)
            .withPageWriteChecksumEnabled(false)
            .build();
    this.file =
        new ParquetFileWriter(
            new ParquetOutput(out),
            schema,
            ParquetFileWriter.Mode.CREATE,
            ROW_GROUP_BYTES,
            0,
            null,
            properties);
    file.start();
    group = new ParquetGroup(schema, properties, codec);
  }

  @Override
  public void write(Row row) throws IOException {
    group.add(columns, row);
    if (group.rows() % LOOK_EVERY == 0 && group.bytes() >= ROW_GROUP_BYTES) {
      group.flush(file);
      group = new ParquetGroup(schema, properties, codec);
    }
  }

  @Override
  public void finish() throws IOException {
    group.flush(file);
    file.end(Map.of());
  }
}

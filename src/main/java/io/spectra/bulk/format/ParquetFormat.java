package io.spectra.bulk.format;

import io.spectra.warehouse.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Parquet with typed columns. Rows gather in memory until they make a row group; a file of
 * any size holds no more than one of those, and its footer.
 *
 * @param codec how pages are compressed
 */
record ParquetFormat(CompressionCodecName codec) implements RowFormat {
  /** Small enough that a worker of 128 MB holds one, encoded and compressed. */
  private static final long ROW_GROUP_BYTES = 16L << 20;

  private static final int PAGE_BYTES = 512 << 10;
  private static final int DICTIONARY_BYTES = 256 << 10;

  @Override
  public RowWriter open(List<Column> columns, OutputStream out) throws IOException {
    ParquetWriter<Cells> file =
        new Builder(out, columns)
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new PageCodecs())
            .withCompressionCodec(codec)
            .withWriterVersion(WriterVersion.PARQUET_1_0)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withPageSize(PAGE_BYTES)
            .withDictionaryPageSize(DICTIONARY_BYTES)
            .withSizeStatisticsEnabled(false)
            .withPageWriteChecksumEnabled(false)
            .build();
    return new ParquetRows(file);
  }

  private record ParquetRows(ParquetWriter<Cells> file) implements RowWriter {
    @Override
    public void write(Cells row) throws IOException {
      file.write(row);
    }

    @Override
    public void finish() throws IOException {
      file.close();
    }
  }

  private static final class Builder extends ParquetWriter.Builder<Cells, Builder> {
    private final List<Column> columns;

    private Builder(OutputStream out, List<Column> columns) {
      super(new ParquetOutput(out));
      this.columns = columns;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @Deprecated
    protected ParquetRecords getWriteSupport(org.apache.hadoop.conf.Configuration unused) {
      return new ParquetRecords(columns);
    }

    @Override
    protected ParquetRecords getWriteSupport(
        org.apache.parquet.conf.ParquetConfiguration configuration) {
      return new ParquetRecords(columns);
    }
  }
}

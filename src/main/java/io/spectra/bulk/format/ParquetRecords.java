package io.spectra.bulk.format;

import io.spectra.warehouse.Column;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Turns rows of the warehouse into Parquet records: every column optional, NULL left out. */
final class ParquetRecords extends WriteSupport<RowFormat.Cells> {
  private final ParquetColumn[] columns;
  private RecordConsumer record;

  ParquetRecords(List<Column> columns) {
    this.columns = columns.stream().map(ParquetColumn::of).toArray(ParquetColumn[]::new);
  }

  @Override
  @Deprecated
  public WriteContext init(Configuration unused) {
    return context();
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return context();
  }

  private WriteContext context() {
    List<Type> types = Stream.of(columns).map(ParquetColumn::type).toList();
    return new WriteContext(new MessageType("row", types), Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    record = consumer;
  }

  @Override
  public void write(RowFormat.Cells row) {
    record.startMessage();
    for (int i = 0; i < columns.length; i++) {
      byte[] value = row.bytes(i + 1);
      if (value != null) {
        String name = columns[i].type().getName();
        record.startField(name, i);
        columns[i].value().write(value, record);
        record.endField(name, i);
      }
    }
    record.endMessage();
  }
}

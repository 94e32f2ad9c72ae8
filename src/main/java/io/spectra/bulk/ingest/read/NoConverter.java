package io.spectra.bulk.ingest.read;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** What a column reader asks for although its values are taken from itself. */
final class NoConverter extends GroupConverter {
  private final GroupType schema;

  NoConverter(GroupType schema) {
    this.schema = schema;
  }

  @Override
  public Converter getConverter(int field) {
    Type type = schema.getType(field);
    return type.isPrimitive() ? new PrimitiveConverter() {} : new NoConverter(type.asGroupType());
  }

  @Override
  public void start() {}

  @Override
  public void end() {}
}

package io.spectra.bulk.format;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import io.spectra.rows.Digits;
import io.spectra.warehouse.Column;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A column of a Parquet file.
 *
 * @param type its type there
 * @param value how the warehouse's text becomes a value of it
 */
record ParquetColumn(Type type, Value value) {
  private static final int SMALLINT_BITS = 16;

  /** Adds a value, which is not NULL, to the record. */
  @FunctionalInterface
  interface Value {
    void write(byte[] text, RecordConsumer record);
  }

  static ParquetColumn of(Column column) {
    String name = column.name();
    return switch (column.type()) {
      case SMALLINT -> of(name, PrimitiveTypeName.INT32, intType(SMALLINT_BITS), whole32());
      case INTEGER -> of(name, PrimitiveTypeName.INT32, null, whole32());
      case BIGINT ->
          of(
              name,
              PrimitiveTypeName.INT64,
              null,
              (text, record) -> record.addLong(Digits.whole(text, 0, text.length)));
      case DECIMAL -> ParquetDecimal.column(column);
      case REAL ->
          of(
              name,
              PrimitiveTypeName.FLOAT,
              null,
              (text, record) -> record.addFloat(Float.parseFloat(WireTime.text(text))));
      case DOUBLE_PRECISION ->
          of(
              name,
              PrimitiveTypeName.DOUBLE,
              null,
              (text, record) -> record.addDouble(Double.parseDouble(WireTime.text(text))));
      case BOOLEAN ->
          of(
              name,
              PrimitiveTypeName.BOOLEAN,
              null,
              (text, record) -> record.addBoolean(text[0] == 't'));
      case DATE ->
          of(
              name,
              PrimitiveTypeName.INT32,
              dateType(),
              (text, record) -> record.addInteger(WireTime.days(name, text)));
      case TIME ->
          of(name, PrimitiveTypeName.INT64, timeType(false, TimeUnit.MICROS), timeOfDay(name));
      case TIMETZ ->
          of(name, PrimitiveTypeName.INT64, timeType(true, TimeUnit.MICROS), timeOfDay(name));
      case TIMESTAMP ->
          of(name, PrimitiveTypeName.INT64, timestampType(false, TimeUnit.MICROS), instant(name));
      case TIMESTAMPTZ ->
          of(name, PrimitiveTypeName.INT64, timestampType(true, TimeUnit.MICROS), instant(name));
      case SUPER -> of(name, PrimitiveTypeName.BINARY, jsonType(), bytes());
      case VARBYTE -> of(name, PrimitiveTypeName.BINARY, null, bytes());
      case CHAR, VARCHAR -> of(name, PrimitiveTypeName.BINARY, stringType(), bytes());
      // No type of Parquet's own: as the warehouse writes them.
      case INTERVAL_YEAR_TO_MONTH, INTERVAL_DAY_TO_SECOND ->
          of(name, PrimitiveTypeName.BINARY, stringType(), bytes());
      case GEOMETRY, GEOGRAPHY, HLLSKETCH, UNKNOWN ->
          of(name, PrimitiveTypeName.BINARY, stringType(), bytes());
    };
  }

  private static ParquetColumn of(
      String name, PrimitiveTypeName primitive, LogicalTypeAnnotation logical, Value value) {
    return new ParquetColumn(Types.optional(primitive).as(logical).named(name), value);
  }

  private static Value whole32() {
    return (text, record) -> record.addInteger((int) Digits.whole(text, 0, text.length));
  }

  private static Value timeOfDay(String name) {
    return (text, record) -> record.addLong(WireTime.microsOfDay(name, text));
  }

  private static Value instant(String name) {
    return (text, record) -> record.addLong(WireTime.micros(name, text));
  }

  /** The array belongs to the value alone, so that it need not be copied. */
  private static Value bytes() {
    return (value, record) -> record.addBinary(Binary.fromConstantByteArray(value));
  }
}

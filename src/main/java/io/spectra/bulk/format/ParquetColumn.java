package io.spectra.bulk.format;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import io.spectra.rows.Digits;
import io.spectra.warehouse.Column;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
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

  /** Adds a value, which is not NULL, to its column. */
  @FunctionalInterface
  interface Value {
    /**
     * @param text holds the value between two places
     * @param level what tells the column that there is a value
     */
    void write(byte[] text, int from, int to, ColumnWriter column, int level);
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
              (text, from, to, out, level) -> out.write(Digits.whole(text, from, to), 0, level));
      case DECIMAL -> ParquetDecimal.column(column);
      case REAL ->
          of(
              name,
              PrimitiveTypeName.FLOAT,
              null,
              (text, from, to, out, level) -> out.write(Digits.real(text, from, to), 0, level));
      case DOUBLE_PRECISION ->
          of(
              name,
              PrimitiveTypeName.DOUBLE,
              null,
              (text, from, to, out, level) ->
                  out.write(Digits.doublePrecision(text, from, to), 0, level));
      case BOOLEAN ->
          of(
              name,
              PrimitiveTypeName.BOOLEAN,
              null,
              (text, from, to, out, level) -> out.write(text[from] == 't', 0, level));
      case DATE ->
          of(
              name,
              PrimitiveTypeName.INT32,
              dateType(),
              (text, from, to, out, level) ->
                  out.write(WireTime.days(name, text, from, to), 0, level));
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
    return (text, from, to, out, level) -> out.write((int) Digits.whole(text, from, to), 0, level);
  }

  private static Value timeOfDay(String name) {
    return (text, from, to, out, level) ->
        out.write(WireTime.microsOfDay(name, text, from, to), 0, level);
  }

  private static Value instant(String name) {
    return (text, from, to, out, level) ->
        out.write(WireTime.micros(name, text, from, to), 0, level);
  }

  /** What is kept of a value, in a dictionary or as the least one, is copied there. */
  private static Value bytes() {
    return (text, from, to, out, level) ->
        out.write(Binary.fromReusedByteArray(text, from, to - from), 0, level);
  }
}

package io.spectra.bulk.format;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.rows.Digits;
import io.spectra.warehouse.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * DECIMAL as Parquet has it: whole numbers of the smallest unit, in the smallest type that holds
 * the precision. A decimal that the warehouse declares without a precision, which Redshift itself
 * never does, has {@value #FREE_SCALE} digits behind the point.
 */
final class ParquetDecimal {
  /** The largest precision that Redshift and Parquet's readers know. */
  private static final int MAX_PRECISION = 38;

  private static final int FREE_SCALE = 20;
  private static final int INT_DIGITS = 9;
  private static final int LONG_DIGITS = 18;
  private static final int BYTES = 16;

  private ParquetDecimal() {}

  static ParquetColumn column(Column column) {
    boolean free = column.precision() < 1 || column.precision() > MAX_PRECISION;
    int precision = free ? MAX_PRECISION : column.precision();
    int scale = free ? FREE_SCALE : column.scale();
    LogicalTypeAnnotation type = LogicalTypeAnnotation.decimalType(scale, precision);
    if (precision <= INT_DIGITS) {
      return new ParquetColumn(
          Types.optional(PrimitiveTypeName.INT32).as(type).named(column.name()),
          (text, from, to, out, level) ->
              out.write((int) units(column, text, from, to, scale), 0, level));
    }
    if (precision <= LONG_DIGITS) {
      return new ParquetColumn(
          Types.optional(PrimitiveTypeName.INT64).as(type).named(column.name()),
          (text, from, to, out, level) ->
              out.write(units(column, text, from, to, scale), 0, level));
    }
    return new ParquetColumn(
        Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
            .length(BYTES)
            .as(type)
            .named(column.name()),
        (text, from, to, out, level) ->
            out.write(wide(column, text, from, to, scale, precision), 0, level));
  }

  private static long units(Column column, byte[] text, int from, int to, int scale) {
    if (!Digits.is(text[to - 1])) {
      throw notHeld(column, text, from, to);
    }
    return Digits.units(text, from, to, scale);
  }

  private static Binary wide(
      Column column, byte[] text, int from, int to, int scale, int precision) {
    if (!Digits.is(text[to - 1])) {
      throw notHeld(column, text, from, to);
    }
    BigDecimal number =
        new BigDecimal(WireTime.text(text, from, to)).setScale(scale, RoundingMode.HALF_EVEN);
    if (number.precision() > precision) {
      throw notHeld(column, text, from, to);
    }
    return Binary.fromConstantByteArray(padded(number.unscaledValue()));
  }

  private static byte[] padded(BigInteger number) {
    byte[] shortest = number.toByteArray();
    byte[] all = new byte[BYTES];
    Arrays.fill(all, (byte) (number.signum() < 0 ? -1 : 0));
    System.arraycopy(shortest, 0, all, BYTES - shortest.length, shortest.length);
    return all;
  }

  private static Failure notHeld(Column column, byte[] text, int from, int to) {
    return Failure.of(
        ErrorCode.INVALID_SQL,
        "Column '%s' holds %s, which its Parquet type cannot hold: cast it, such as to DECIMAL(38, 2) or VARCHAR"
            .formatted(column.name(), WireTime.text(text, from, to)));
  }
}

package io.spectra.bulk.ingest.read;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** The values of one column of a Parquet file as the texts that a CSV file would hold. */
@FunctionalInterface
interface ParquetText {
  long JULIAN_EPOCH = 2_440_588;
  long NANOS_PER_SECOND = 1_000_000_000;

  /** No number of the warehouse has so many, nor takes so many bytes. */
  int MOST_DIGITS = 1_000;

  /** The reader's current value, which is not NULL. */
  String of(ColumnReader value);

  /** How a column's values are written. */
  static ParquetText of(PrimitiveType type) {
    var logical = type.getLogicalTypeAnnotation();
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return decimal(type, decimal.getScale());
    }
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> value -> Boolean.toString(value.getBoolean());
      case FLOAT -> value -> Float.toString(value.getFloat());
      case DOUBLE -> value -> Double.toString(value.getDouble());
      case INT96 -> value -> int96(value.getBinary().toByteBuffer());
      case INT32 -> int32(logical);
      case INT64 -> int64(logical);
      case BINARY, FIXED_LEN_BYTE_ARRAY -> bytes(logical);
    };
  }

  private static ParquetText decimal(PrimitiveType type, int scale) {
    if (scale > MOST_DIGITS) {
      // Each of its values would be written with so many zeros.
      throw FileRefused.because(
          "The column '%s' of the Parquet file has %d digits behind the point, more than any table."
              .formatted(type.getName(), scale));
    }
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> value -> BigDecimal.valueOf(value.getInteger(), scale).toPlainString();
      case INT64 -> value -> BigDecimal.valueOf(value.getLong(), scale).toPlainString();
      default -> value -> decimal(value.getBinary(), scale);
    };
  }

  private static String decimal(Binary unscaled, int scale) {
    return unscaled.length() > MOST_DIGITS
        ? "no decimal: of %d bytes".formatted(unscaled.length())
        : new BigDecimal(new BigInteger(unscaled.getBytes()), scale).toPlainString();
  }

  private static ParquetText int32(Object logical) {
    if (logical instanceof DateLogicalTypeAnnotation) {
      return value -> LocalDate.ofEpochDay(value.getInteger()).toString();
    }
    if (logical instanceof TimeLogicalTypeAnnotation) {
      return value -> time(value.getInteger() * 1_000_000L);
    }
    return value -> Integer.toString(value.getInteger());
  }

  private static ParquetText int64(Object logical) {
    if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
      long perSecond = perSecond(timestamp.getUnit());
      String zone = timestamp.isAdjustedToUTC() ? "Z" : "";
      return value -> moment(value.getLong(), perSecond) + zone;
    }
    if (logical instanceof TimeLogicalTypeAnnotation time) {
      long nanos = NANOS_PER_SECOND / perSecond(time.getUnit());
      return value -> time(value.getLong() * nanos);
    }
    return value -> Long.toString(value.getLong());
  }

  private static ParquetText bytes(Object logical) {
    boolean text =
        logical instanceof StringLogicalTypeAnnotation
            || logical instanceof EnumLogicalTypeAnnotation
            || logical instanceof JsonLogicalTypeAnnotation;
    return text
        ? value -> value.getBinary().toStringUsingUTF8()
        : value -> Base64.getEncoder().encodeToString(value.getBinary().getBytes());
  }

  private static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1_000;
      case MICROS -> 1_000_000;
      case NANOS -> NANOS_PER_SECOND;
    };
  }

  private static String time(long nanos) {
    boolean day = nanos >= 0 && nanos < LocalTime.MAX.toNanoOfDay();
    return day ? LocalTime.ofNanoOfDay(nanos).toString() : "no time of day: " + nanos;
  }

  private static String moment(long units, long perSecond) {
    Instant at =
        Instant.ofEpochSecond(
            Math.floorDiv(units, perSecond),
            Math.floorMod(units, perSecond) * (NANOS_PER_SECOND / perSecond));
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC).toString();
  }

  private static String int96(java.nio.ByteBuffer bytes) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    long nanos = bytes.getLong(bytes.position());
    long day = bytes.getInt(bytes.position() + Long.BYTES) - JULIAN_EPOCH;
    return LocalDate.ofEpochDay(day).atStartOfDay().plusNanos(nanos).toString();
  }
}

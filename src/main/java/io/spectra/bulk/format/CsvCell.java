package io.spectra.bulk.format;

import io.spectra.warehouse.ColumnType;
import io.spectra.warehouse.IsoText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How values of one type are written as text: the same values as inline results have (R-009,
 * R-017), numbers digit for digit as the warehouse wrote them.
 */
@FunctionalInterface
interface CsvCell {
  /**
   * @param value as {@link io.spectra.warehouse.Rows#bytes} gives it, not null
   */
  String text(byte[] value);

  static CsvCell of(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> value -> Boolean.toString(value[0] == 't');
      case TIMESTAMP -> value -> IsoText.timestamp(ascii(value));
      case TIMESTAMPTZ -> value -> IsoText.timestamptz(ascii(value));
      case TIMETZ -> value -> IsoText.timetz(ascii(value));
      case VARBYTE -> Base64.getEncoder()::encodeToString;
      case SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE_PRECISION, DATE, TIME -> CsvCell::ascii;
      case CHAR, VARCHAR, SUPER -> CsvCell::utf8;
      case INTERVAL_YEAR_TO_MONTH, INTERVAL_DAY_TO_SECOND -> CsvCell::utf8;
      case GEOMETRY, GEOGRAPHY, HLLSKETCH, UNKNOWN -> CsvCell::utf8;
    };
  }

  private static String ascii(byte[] value) {
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  private static String utf8(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }
}

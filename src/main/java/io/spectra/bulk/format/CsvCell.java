package io.spectra.bulk.format;

import io.spectra.rows.FileBytes;
import io.spectra.rows.IsoBytes;
import io.spectra.rows.Words;
import io.spectra.warehouse.ColumnType;
import java.io.IOException;
import java.util.Base64;

/**
 * How values of one type are written into a CSV record: the same values as inline results have
 * numbers digit for digit as the warehouse wrote them, quoted only where they have
 * to be. An empty text is quoted, as an empty field is NULL.
 */
@FunctionalInterface
interface CsvCell {
  /**
   * @param value as {@link io.spectra.warehouse.Rows#bytes} gives it, not null
   */
  void write(byte[] value, FileBytes out) throws IOException;

  static CsvCell of(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> (value, out) -> out.put(value[0] == 't' ? Words.TRUE : Words.FALSE);
      case TIMESTAMP -> (value, out) -> IsoBytes.timestamp(value, out);
      case TIMESTAMPTZ -> (value, out) -> IsoBytes.timestamptz(value, out);
      case TIMETZ -> (value, out) -> IsoBytes.timetz(value, out);
      case VARBYTE -> (value, out) -> text(Base64.getEncoder().encode(value), out);
      case SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE_PRECISION, DATE, TIME ->
          (value, out) -> out.put(value);
      case CHAR, VARCHAR, SUPER -> CsvCell::text;
      case INTERVAL_YEAR_TO_MONTH, INTERVAL_DAY_TO_SECOND -> CsvCell::text;
      case GEOMETRY, GEOGRAPHY, HLLSKETCH, UNKNOWN -> CsvCell::text;
    };
  }

  /** Text in UTF-8, in quotes where RFC 4180 asks for them. */
  static void text(byte[] value, FileBytes out) throws IOException {
    if (!needsQuotes(value)) {
      out.put(value);
      return;
    }
    out.put('"');
    int start = 0;
    for (int i = 0; i < value.length; i++) {
      if (value[i] == '"') {
        out.put(value, start, i + 1);
        start = i;
      }
    }
    out.put(value, start, value.length);
    out.put('"');
  }

  private static boolean needsQuotes(byte[] value) {
    for (byte b : value) {
      // All four stand below 0x2d, which nearly no letter does.
      if (b <= ',' && b >= 0 && (b == ',' || b == '"' || b == '\n' || b == '\r')) {
        return true;
      }
    }
    return value.length == 0;
  }
}

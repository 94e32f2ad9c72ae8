package io.spectra.bulk.format;

import io.spectra.rows.FileBytes;
import io.spectra.rows.IsoBytes;
import io.spectra.rows.Words;
import io.spectra.warehouse.ColumnType;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;

/**
 * How values of one type are written into a CSV record: the same values as inline results have
 * numbers digit for digit as the warehouse wrote them, quoted only where they have
 * to be. An empty text is quoted, as an empty field is NULL.
 */
@FunctionalInterface
interface CsvCell {
  /**
   * @param text holds the value, as {@link io.spectra.warehouse.Row} gives it, between two places
   */
  void write(byte[] text, int from, int to, FileBytes out) throws IOException;

  static CsvCell of(ColumnType type) {
    return switch (type) {
      case BOOLEAN ->
          (text, from, to, out) -> out.put(text[from] == 't' ? Words.TRUE : Words.FALSE);
      case TIMESTAMP -> IsoBytes::timestamp;
      case TIMESTAMPTZ -> IsoBytes::timestamptz;
      case TIMETZ -> IsoBytes::timetz;
      case VARBYTE -> CsvCell::base64;
      case SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE_PRECISION, DATE, TIME ->
          (text, from, to, out) -> out.put(text, from, to);
      case CHAR, VARCHAR, SUPER -> CsvCell::text;
      case INTERVAL_YEAR_TO_MONTH, INTERVAL_DAY_TO_SECOND -> CsvCell::text;
      case GEOMETRY, GEOGRAPHY, HLLSKETCH, UNKNOWN -> CsvCell::text;
    };
  }

  /** Text in UTF-8, in quotes where RFC 4180 asks for them. */
  static void text(byte[] value, int from, int to, FileBytes out) throws IOException {
    if (!needsQuotes(value, from, to)) {
      out.put(value, from, to);
      return;
    }
    out.put('"');
    int start = from;
    for (int i = from; i < to; i++) {
      if (value[i] == '"') {
        out.put(value, start, i + 1);
        start = i;
      }
    }
    out.put(value, start, to);
    out.put('"');
  }

  private static void base64(byte[] bytes, int from, int to, FileBytes out) throws IOException {
    if (from == to) {
      text(bytes, from, to, out);
    } else {
      out.put(Base64.getEncoder().encode(Arrays.copyOfRange(bytes, from, to)));
    }
  }

  private static boolean needsQuotes(byte[] value, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = value[i];
      // All four stand below 0x2d, which nearly no letter does.
      if (b <= ',' && b >= 0 && (b == ',' || b == '"' || b == '\n' || b == '\r')) {
        return true;
      }
    }
    return from == to;
  }
}

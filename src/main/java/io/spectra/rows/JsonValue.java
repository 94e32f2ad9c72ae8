package io.spectra.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.spectra.warehouse.ColumnType;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;

/**
 * How values of one type become JSON, with the native types of R-017: exports and answers alike.
 * Whole and decimal numbers stand digit for digit as the warehouse wrote them, floating point ones
 * as the shortest number of the same value; {@code NaN} and the infinities, which JSON has no
 * numbers for, are strings.
 */
@FunctionalInterface
public interface JsonValue {
  JsonFactory JSON = new JsonFactory();

  /**
   * @param text holds the value, as {@link io.spectra.warehouse.Row} gives it, between two places
   */
  void write(byte[] text, int from, int to, FileBytes out) throws IOException;

  static JsonValue of(ColumnType type) {
    return switch (type) {
      case SMALLINT, INTEGER, BIGINT, DECIMAL -> JsonValue::number;
      case REAL -> JsonFloat::real;
      case DOUBLE_PRECISION -> JsonFloat::doublePrecision;
      case BOOLEAN ->
          (text, from, to, out) -> out.put(text[from] == 't' ? Words.TRUE : Words.FALSE);
      case TIMESTAMP -> quoted(IsoBytes::timestamp);
      case TIMESTAMPTZ -> quoted(IsoBytes::timestamptz);
      case TIMETZ -> quoted(IsoBytes::timetz);
      case DATE, TIME -> quoted((text, from, to, out) -> out.put(text, from, to));
      case VARBYTE -> quoted(JsonValue::base64);
      case SUPER -> JsonValue::nested;
      case CHAR, VARCHAR -> JsonText::write;
      case INTERVAL_YEAR_TO_MONTH, INTERVAL_DAY_TO_SECOND -> JsonText::write;
      case GEOMETRY, GEOGRAPHY, HLLSKETCH, UNKNOWN -> JsonText::write;
    };
  }

  private static JsonValue quoted(JsonValue plain) {
    return (text, from, to, out) -> {
      out.put('"');
      plain.write(text, from, to, out);
      out.put('"');
    };
  }

  private static void base64(byte[] bytes, int from, int to, FileBytes out) throws IOException {
    out.put(Base64.getEncoder().encode(Arrays.copyOfRange(bytes, from, to)));
  }

  private static void number(byte[] value, int from, int to, FileBytes out) throws IOException {
    if (Digits.is(value[to - 1])) {
      out.put(value, from, to);
    } else {
      JsonText.write(value, from, to, out);
    }
  }

  private static void nested(byte[] value, int from, int to, FileBytes out) throws IOException {
    if (!isJson(value, from, to)) {
      JsonText.write(value, from, to, out);
      return;
    }
    int start = from;
    for (int i = from; i < to; i++) {
      // Valid JSON has line ends between its tokens alone, and here a line is an object.
      if (value[i] == '\n' || value[i] == '\r') {
        out.put(value, start, i);
        out.put(' ');
        start = i + 1;
      }
    }
    out.put(value, start, to);
  }

  private static boolean isJson(byte[] text, int from, int to) throws IOException {
    try (var parser = JSON.createParser(text, from, to - from)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JsonProcessingException notJson) {
      return false;
    }
  }
}

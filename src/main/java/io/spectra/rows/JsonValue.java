package io.spectra.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.spectra.warehouse.ColumnType;
import java.io.IOException;
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
   * @param value as {@link io.spectra.warehouse.Rows#bytes} gives it, not null
   */
  void write(byte[] value, FileBytes out) throws IOException;

  static JsonValue of(ColumnType type) {
    return switch (type) {
      case SMALLINT, INTEGER, BIGINT, DECIMAL -> JsonValue::number;
      case REAL -> JsonFloat::real;
      case DOUBLE_PRECISION -> JsonFloat::doublePrecision;
      case BOOLEAN -> (value, out) -> out.put(value[0] == 't' ? Words.TRUE : Words.FALSE);
      case TIMESTAMP -> quoted(IsoBytes::timestamp);
      case TIMESTAMPTZ -> quoted(IsoBytes::timestamptz);
      case TIMETZ -> quoted(IsoBytes::timetz);
      case DATE, TIME -> quoted((value, out) -> out.put(value));
      case VARBYTE -> quoted((value, out) -> out.put(Base64.getEncoder().encode(value)));
      case SUPER -> JsonValue::nested;
      case CHAR, VARCHAR -> JsonText::write;
      case INTERVAL_YEAR_TO_MONTH, INTERVAL_DAY_TO_SECOND -> JsonText::write;
      case GEOMETRY, GEOGRAPHY, HLLSKETCH, UNKNOWN -> JsonText::write;
    };
  }

  private static JsonValue quoted(JsonValue plain) {
    return (value, out) -> {
      out.put('"');
      plain.write(value, out);
      out.put('"');
    };
  }

  private static void number(byte[] value, FileBytes out) throws IOException {
    if (Digits.is(value[value.length - 1])) {
      out.put(value);
    } else {
      JsonText.write(value, out);
    }
  }

  private static void nested(byte[] value, FileBytes out) throws IOException {
    if (!isJson(value)) {
      JsonText.write(value, out);
      return;
    }
    int start = 0;
    for (int i = 0; i < value.length; i++) {
      // Valid JSON has line ends between its tokens alone, and here a line is an object.
      if (value[i] == '\n' || value[i] == '\r') {
        out.put(value, start, i);
        out.put(' ');
        start = i + 1;
      }
    }
    out.put(value, start, value.length);
  }

  private static boolean isJson(byte[] text) throws IOException {
    try (var parser = JSON.createParser(text)) {
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

package io.spectra.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.spectra.warehouse.ColumnType;
import io.spectra.warehouse.IsoText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * How values of one type become JSON. Numbers keep every digit that the warehouse
 * sent; {@code NaN}, {@code Infinity} and {@code -Infinity}, which JSON has no numbers for, become
 * strings of those names, as in PostgreSQL's own {@code to_json}.
 */
@FunctionalInterface
public interface JsonCell {
  /**
   * @param value as {@link io.spectra.warehouse.Rows#bytes} gives it, not null
   */
  void write(byte[] value, JsonGenerator json) throws IOException;

  static JsonCell of(ColumnType type) {
    return switch (type) {
      case SMALLINT, INTEGER, BIGINT, DECIMAL -> JsonCell::digits;
      case REAL -> (value, json) -> json.writeNumber(Float.parseFloat(ascii(value)));
      case DOUBLE_PRECISION -> (value, json) -> json.writeNumber(Double.parseDouble(ascii(value)));
      case BOOLEAN -> (value, json) -> json.writeBoolean(value[0] == 't');
      case TIMESTAMP -> (value, json) -> json.writeString(IsoText.timestamp(ascii(value)));
      case TIMESTAMPTZ -> (value, json) -> json.writeString(IsoText.timestamptz(ascii(value)));
      case TIMETZ -> (value, json) -> json.writeString(IsoText.timetz(ascii(value)));
      case SUPER -> JsonCell::nested;
      case VARBYTE -> (value, json) -> json.writeBinary(value);
      case CHAR, VARCHAR, DATE, TIME -> JsonCell::text;
      case INTERVAL_YEAR_TO_MONTH, INTERVAL_DAY_TO_SECOND -> JsonCell::text;
      case GEOMETRY, GEOGRAPHY, HLLSKETCH, UNKNOWN -> JsonCell::text;
    };
  }

  private static void text(byte[] value, JsonGenerator json) throws IOException {
    json.writeUTF8String(value, 0, value.length);
  }

  private static void digits(byte[] value, JsonGenerator json) throws IOException {
    byte last = value[value.length - 1];
    if (last >= '0' && last <= '9') {
      json.writeNumber(ascii(value));
    } else {
      text(value, json);
    }
  }

  private static void nested(byte[] value, JsonGenerator json) throws IOException {
    if (JsonOutput.isJson(value)) {
      json.writeRawValue(new String(value, StandardCharsets.UTF_8));
    } else {
      text(value, json);
    }
  }

  private static String ascii(byte[] value) {
    return new String(value, StandardCharsets.ISO_8859_1);
  }
}

package io.spectra.rows;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Floating point numbers as JSON: the shortest number that is read back as the same value. So many
 * digits as every decimal number keeps in the type stand as the warehouse wrote them.
 */
final class JsonFloat {
  private static final int EXACT_IN_REAL = 6;
  private static final int EXACT_IN_DOUBLE = 15;

  private JsonFloat() {}

  static void real(byte[] value, FileBytes out) throws IOException {
    if (!isNumber(value)) {
      JsonText.write(value, out);
    } else if (digits(value) <= EXACT_IN_REAL) {
      out.put(value);
    } else {
      put(NumberOutput.toString(Float.parseFloat(text(value)), true), out);
    }
  }

  static void doublePrecision(byte[] value, FileBytes out) throws IOException {
    if (!isNumber(value)) {
      JsonText.write(value, out);
    } else if (digits(value) <= EXACT_IN_DOUBLE) {
      out.put(value);
    } else {
      put(NumberOutput.toString(Double.parseDouble(text(value)), true), out);
    }
  }

  /** {@code NaN}, {@code Infinity} and {@code -Infinity} are none to JSON. */
  private static boolean isNumber(byte[] value) {
    return Digits.is(value[value.length - 1]);
  }

  /** Those of the mantissa, zeros in front included. */
  private static int digits(byte[] value) {
    int digits = 0;
    for (byte b : value) {
      if (b == 'e' || b == 'E') {
        break;
      }
      digits += Digits.is(b) ? 1 : 0;
    }
    return digits;
  }

  private static void put(String number, FileBytes out) throws IOException {
    out.put(number.getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.ISO_8859_1);
  }
}

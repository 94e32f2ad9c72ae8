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

  static void real(byte[] value, int from, int to, FileBytes out) throws IOException {
    if (!isNumber(value, to)) {
      JsonText.write(value, from, to, out);
    } else if (digits(value, from, to) <= EXACT_IN_REAL) {
      out.put(value, from, to);
    } else {
      put(NumberOutput.toString(Float.parseFloat(text(value, from, to)), true), out);
    }
  }

  static void doublePrecision(byte[] value, int from, int to, FileBytes out) throws IOException {
    if (!isNumber(value, to)) {
      JsonText.write(value, from, to, out);
    } else if (digits(value, from, to) <= EXACT_IN_DOUBLE) {
      out.put(value, from, to);
    } else {
      put(NumberOutput.toString(Double.parseDouble(text(value, from, to)), true), out);
    }
  }

  /** {@code NaN}, {@code Infinity} and {@code -Infinity} are none to JSON. */
  private static boolean isNumber(byte[] value, int to) {
    return Digits.is(value[to - 1]);
  }

  /** Those of the mantissa, zeros in front included. */
  private static int digits(byte[] value, int from, int to) {
    int digits = 0;
    for (int i = from; i < to; i++) {
      byte b = value[i];
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

  private static String text(byte[] value, int from, int to) {
    return new String(value, from, to - from, StandardCharsets.ISO_8859_1);
  }
}

package io.spectra.bulk.ingest.cast;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * REAL and DOUBLE PRECISION.
 *
 * @param single whether it is REAL
 */
record Floats(boolean single) implements Cast {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,9})?");
  private static final int LONGEST = 1_000;

  @Override
  public String cast(String given) {
    String text = given.strip();
    if (text.length() > LONGEST) {
      throw Rejection.of(RejectCode.OUT_OF_RANGE, given, "has too many digits");
    }
    if (!NUMBER.matcher(text).matches()) {
      return special(given, text.toLowerCase(Locale.ROOT));
    }
    double value = single ? Float.parseFloat(text) : Double.parseDouble(text);
    if (Double.isInfinite(value) || (value == 0 && hasDigit(text))) {
      throw Rejection.of(
          RejectCode.OUT_OF_RANGE,
          given,
          "is out of range for " + (single ? "a REAL" : "a DOUBLE PRECISION"));
    }
    return text;
  }

  private static String special(String given, String text) {
    return switch (text) {
      case "nan" -> "NaN";
      case "inf", "+inf", "infinity", "+infinity" -> "Infinity";
      case "-inf", "-infinity" -> "-Infinity";
      default -> throw Rejection.of(RejectCode.TYPE_MISMATCH, given, "is no number");
    };
  }

  /** Whether a number that came out as zero was none. */
  private static boolean hasDigit(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 'e' || c == 'E') {
        return false;
      }
      if (c >= '1' && c <= '9') {
        return true;
      }
    }
    return false;
  }
}

package io.spectra.bulk.ingest.cast;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * DECIMAL: rounded half away from zero to its scale, as a cast does.
 *
 * @param precision all digits
 * @param scale those behind the point; -1 for any
 */
record Decimals(int precision, int scale) implements Cast {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,9})?");

  /** More digits than this, and more zeros by an exponent, no number of the warehouse has. */
  private static final int LONGEST = 1_000;

  @Override
  public String cast(String given) {
    String text = given.strip();
    if (plain(text)) {
      return text;
    }
    if (text.length() > LONGEST) {
      throw outOfRange(given);
    }
    if (!NUMBER.matcher(text).matches()) {
      throw Rejection.of(RejectCode.TYPE_MISMATCH, given, "is no number");
    }
    BigDecimal number = new BigDecimal(text);
    // Judged before anything is written out: 1e999999999 has a billion digits.
    long whole = (long) number.precision() - number.scale();
    if (number.signum() == 0) {
      return scaled(BigDecimal.ZERO);
    }
    if (whole > precision || whole < -LONGEST) {
      if (whole < 0) {
        return scaled(BigDecimal.ZERO);
      }
      throw outOfRange(given);
    }
    String result = scaled(number);
    if (scale >= 0
        && new BigDecimal(result).precision() > precision
        && new BigDecimal(result).signum() != 0) {
      throw outOfRange(given);
    }
    return result;
  }

  private String scaled(BigDecimal number) {
    return (scale < 0 ? number : number.setScale(scale, RoundingMode.HALF_UP)).toPlainString();
  }

  /** Digits, at most one point, and nothing to round or to refuse: the most common case. */
  private boolean plain(String text) {
    int length = text.length();
    int start = length > 0 && text.charAt(0) == '-' ? 1 : 0;
    int point = -1;
    for (int i = start; i < length; i++) {
      char c = text.charAt(i);
      if (c == '.' && point < 0) {
        point = i;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    int behind = point < 0 ? 0 : length - point - 1;
    int before = point < 0 ? length - start : point - start;
    return before > 0 && before <= precision - Math.max(scale, 0) && behind <= Math.max(scale, 0);
  }

  private Rejection outOfRange(String given) {
    return Rejection.of(
        RejectCode.OUT_OF_RANGE,
        given,
        "is out of range for a DECIMAL(" + precision + "," + Math.max(scale, 0) + ")");
  }
}

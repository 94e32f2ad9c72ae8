package io.spectra.bulk.ingest.cast;

/** Numbers as bytes. Pure. */
public final class PlainNumbers {
  /** So many digits are far from what a REAL cannot hold, at both ends. */
  private static final int FLOAT_DIGITS = 17;

  private PlainNumbers() {}

  /** A whole number without needless zeros, of so many digits at most. */
  static boolean whole(byte[] text, int from, int to, int most) {
    int first = from < to && text[from] == '-' ? from + 1 : from;
    int digits = to - first;
    if (digits < 1 || digits > most || (text[first] == '0' && to - from > 1)) {
      return false;
    }
    return digits(text, first, to) == to;
  }

  /** A number that {@link #whole} found to be one, of at most 18 digits. */
  public static long value(byte[] text, int from, int to) {
    boolean negative = text[from] == '-';
    long value = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      value = value * 10 + text[i] - '0';
    }
    return negative ? -value : value;
  }

  /**
   * @param most digits before the point
   * @param scale digits behind it
   */
  static boolean decimal(byte[] text, int from, int to, int most, int scale) {
    int first = from < to && text[from] == '-' ? from + 1 : from;
    int point = digits(text, first, to);
    if (point == first || point - first > most) {
      return false;
    }
    return point == to
        || text[point] == '.' && to - point - 1 <= scale && digits(text, point + 1, to) == to;
  }

  static boolean floating(byte[] text, int from, int to) {
    int first = from < to && text[from] == '-' ? from + 1 : from;
    int point = digits(text, first, to);
    if (point == first || to - first > FLOAT_DIGITS) {
      return false;
    }
    return point == to || text[point] == '.' && digits(text, point + 1, to) == to;
  }

  /** Behind the digits that stand there. */
  private static int digits(byte[] text, int from, int to) {
    int i = from;
    while (i < to && text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    return i;
  }
}

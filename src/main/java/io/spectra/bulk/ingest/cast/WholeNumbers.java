package io.spectra.bulk.ingest.cast;

/**
 * SMALLINT, INTEGER and BIGINT: digits with an optional sign, spaces around them.
 *
 * @param what the type in words
 * @param min the least
 * @param max the greatest
 */
record WholeNumbers(String what, long min, long max) implements Cast {
  /** So many digits fit into a long whatever they are. */
  private static final int SAFE_DIGITS = 18;

  @Override
  public String cast(String given) {
    String text = given.strip();
    int length = text.length();
    int first = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    if (length == first) {
      throw Rejection.of(RejectCode.TYPE_MISMATCH, given, "is no whole number");
    }
    for (int i = first; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        throw Rejection.of(RejectCode.TYPE_MISMATCH, given, "is no whole number");
      }
    }
    long value = value(given, text, length - first);
    if (value < min || value > max) {
      throw outOfRange(given);
    }
    boolean plain = first == 0 && (text.charAt(0) != '0' || length == 1);
    return plain ? text : Long.toString(value);
  }

  private long value(String given, String text, int digits) {
    if (digits <= SAFE_DIGITS) {
      return Long.parseLong(text);
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw outOfRange(given);
    }
  }

  private Rejection outOfRange(String given) {
    return Rejection.of(RejectCode.OUT_OF_RANGE, given, "is out of range for " + what);
  }
}

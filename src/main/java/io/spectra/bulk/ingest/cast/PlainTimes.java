package io.spectra.bulk.ingest.cast;

/** Dates and times in ISO 8601 as bytes, such as are right in every month. Pure. */
final class PlainTimes {
  private static final int DATE = "yyyy-mm-dd".length();
  private static final int SECONDS = "yyyy-mm-dd hh:mm:ss".length();
  private static final int MICROS = "yyyy-mm-dd hh:mm:ss.mmmmmm".length();
  private static final int EVERY_MONTHS_LAST = 28;

  private PlainTimes() {}

  static boolean date(byte[] text, int from, int to) {
    if (to - from != DATE || text[from + 4] != '-' || text[from + 7] != '-') {
      return false;
    }
    int century = two(text, from);
    int years = two(text, from + 2);
    int month = two(text, from + 5);
    int day = two(text, from + 8);
    return century >= 0
        && years >= 0
        && century + years > 0
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= EVERY_MONTHS_LAST;
  }

  /** With a space between date and time, seconds, and microseconds at most. */
  static boolean timestamp(byte[] text, int from, int to) {
    int length = to - from;
    return length >= SECONDS
        && length <= MICROS
        && date(text, from, from + DATE)
        && text[from + DATE] == ' '
        && clock(text, from + DATE + 1)
        && fraction(text, from + SECONDS, to);
  }

  private static boolean clock(byte[] text, int from) {
    int hour = two(text, from);
    int minute = two(text, from + 3);
    int second = two(text, from + 6);
    boolean colons = text[from + 2] == ':' && text[from + 5] == ':';
    return colons && within(hour, 23) && within(minute, 59) && within(second, 59);
  }

  private static boolean fraction(byte[] text, int from, int to) {
    if (from == to) {
      return true;
    }
    boolean digits = text[from] == '.' && to - from > 1;
    for (int i = from + 1; digits && i < to; i++) {
      digits = text[i] >= '0' && text[i] <= '9';
    }
    return digits;
  }

  private static boolean within(int value, int most) {
    return value >= 0 && value <= most;
  }

  /** Two digits as a number; far below zero where they are none. */
  private static int two(byte[] text, int from) {
    int tens = text[from] - '0';
    int ones = text[from + 1] - '0';
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Integer.MIN_VALUE;
  }
}

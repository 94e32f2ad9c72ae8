package io.spectra.bulk.format;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.rows.Digits;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/**
 * Dates and times as numbers, read from the text in which the warehouse gives them: {@code
 * 2024-01-02 03:04:05.678+00}, years of more than four digits and {@code BC} included. Pure.
 */
final class WireTime {
  private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);
  private static final int SECONDS_AT = "03:04:".length();
  private static final int FRACTION_DIGITS = 6;
  private static final int TIME_LENGTH = "03:04:05".length();

  private WireTime() {}

  /**
   * Days since 1970.
   *
   * @throws Failure {@code INVALID_SQL} for {@code infinity}, naming the column
   */
  static int days(String column, byte[] text, int from, int to) {
    return date(column, text, from, end(text, from, to, ' '), to);
  }

  /** Microseconds since 1970, in UTC where the text has an offset; throws like {@link #days}. */
  static long micros(String column, byte[] text, int from, int to) {
    int space = end(text, from, to, ' ');
    long days = date(column, text, from, space, to);
    return days * DAY_MICROS + sinceMidnight(text, space + 1, to);
  }

  /** Microseconds since midnight, in UTC where the text has an offset. */
  static long microsOfDay(String column, byte[] text, int from, int to) {
    if (!Digits.is(text[from])) {
      throw notHeld(column, text, from, to);
    }
    long micros = sinceMidnight(text, from, to);
    // 24:00:00 is a time of SQL, and none of Parquet.
    return Math.floorMod(micros, DAY_MICROS);
  }

  static String text(byte[] value, int from, int to) {
    return new String(value, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static int date(String column, byte[] text, int from, int end, int to) {
    if (!Digits.is(text[from])) {
      throw notHeld(column, text, from, to);
    }
    int month = end(text, from, to, '-') + 1;
    int day = month + 3;
    int year = (int) Digits.whole(text, from, month - 1);
    boolean beforeChrist = text[to - 1] == 'C';
    return (int)
        LocalDate.of(
                beforeChrist ? 1 - year : year,
                (int) Digits.whole(text, month, month + 2),
                (int) Digits.whole(text, day, end))
            .toEpochDay();
  }

  private static long sinceMidnight(byte[] text, int from, int to) {
    long seconds =
        TimeUnit.HOURS.toSeconds(Digits.whole(text, from, from + 2))
            + TimeUnit.MINUTES.toSeconds(Digits.whole(text, from + 3, from + 5))
            + Digits.whole(text, from + SECONDS_AT, from + TIME_LENGTH);
    int at = from + TIME_LENGTH;
    long fraction = 0;
    if (at < to && text[at] == '.') {
      int digits = 0;
      for (at++; at < to && Digits.is(text[at]); at++, digits++) {
        fraction = fraction * 10 + (text[at] - '0');
      }
      for (; digits < FRACTION_DIGITS; digits++) {
        fraction *= 10;
      }
    }
    return TimeUnit.SECONDS.toMicros(seconds - offset(text, at, to)) + fraction;
  }

  /** Seconds east of Greenwich: {@code +05}, {@code -03:30} or {@code +00:19:32}. */
  private static long offset(byte[] text, int at, int to) {
    if (at >= to || text[at] != '+' && text[at] != '-') {
      return 0;
    }
    long seconds = 0;
    long unit = TimeUnit.HOURS.toSeconds(1);
    for (int i = at + 1; i + 1 < to && Digits.is(text[i]); i += 3) {
      seconds += Digits.whole(text, i, i + 2) * unit;
      unit /= 60;
    }
    return text[at] == '-' ? -seconds : seconds;
  }

  private static int end(byte[] text, int from, int to, char mark) {
    for (int i = from; i < to; i++) {
      if (text[i] == mark) {
        return i;
      }
    }
    return to;
  }

  private static Failure notHeld(String column, byte[] text, int from, int to) {
    return Failure.of(
        ErrorCode.INVALID_SQL,
        "Column '%s' holds %s, which Parquet has no value for: leave it out or cast it to VARCHAR"
            .formatted(column, text(text, from, to)));
  }
}

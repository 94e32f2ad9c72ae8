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
  static int days(String column, byte[] text) {
    return days(column, text, end(text, ' '));
  }

  /** Microseconds since 1970, in UTC where the text has an offset; throws like {@link #days}. */
  static long micros(String column, byte[] text) {
    int space = end(text, ' ');
    long days = days(column, text, space);
    return days * DAY_MICROS + sinceMidnight(text, space + 1);
  }

  /** Microseconds since midnight, in UTC where the text has an offset. */
  static long microsOfDay(String column, byte[] text) {
    if (!Digits.is(text[0])) {
      throw notHeld(column, text);
    }
    long micros = sinceMidnight(text, 0);
    // 24:00:00 is a time of SQL, and none of Parquet.
    return Math.floorMod(micros, DAY_MICROS);
  }

  static String text(byte[] value) {
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  private static int days(String column, byte[] text, int end) {
    if (!Digits.is(text[0])) {
      throw notHeld(column, text);
    }
    int month = end(text, '-') + 1;
    int day = month + 3;
    int year = (int) Digits.whole(text, 0, month - 1);
    boolean beforeChrist = text[text.length - 1] == 'C';
    return (int)
        LocalDate.of(
                beforeChrist ? 1 - year : year,
                (int) Digits.whole(text, month, month + 2),
                (int) Digits.whole(text, day, end))
            .toEpochDay();
  }

  private static long sinceMidnight(byte[] text, int from) {
    long seconds =
        TimeUnit.HOURS.toSeconds(Digits.whole(text, from, from + 2))
            + TimeUnit.MINUTES.toSeconds(Digits.whole(text, from + 3, from + 5))
            + Digits.whole(text, from + SECONDS_AT, from + TIME_LENGTH);
    int at = from + TIME_LENGTH;
    long fraction = 0;
    if (at < text.length && text[at] == '.') {
      int digits = 0;
      for (at++; at < text.length && Digits.is(text[at]); at++, digits++) {
        fraction = fraction * 10 + (text[at] - '0');
      }
      for (; digits < FRACTION_DIGITS; digits++) {
        fraction *= 10;
      }
    }
    return TimeUnit.SECONDS.toMicros(seconds - offset(text, at)) + fraction;
  }

  /** Seconds east of Greenwich: {@code +05}, {@code -03:30} or {@code +00:19:32}. */
  private static long offset(byte[] text, int at) {
    if (at >= text.length || text[at] != '+' && text[at] != '-') {
      return 0;
    }
    long seconds = 0;
    long unit = TimeUnit.HOURS.toSeconds(1);
    for (int i = at + 1; i + 1 < text.length && Digits.is(text[i]); i += 3) {
      seconds += Digits.whole(text, i, i + 2) * unit;
      unit /= 60;
    }
    return text[at] == '-' ? -seconds : seconds;
  }

  private static int end(byte[] text, char mark) {
    for (int i = 0; i < text.length; i++) {
      if (text[i] == mark) {
        return i;
      }
    }
    return text.length;
  }

  private static Failure notHeld(String column, byte[] text) {
    return Failure.of(
        ErrorCode.INVALID_SQL,
        "Column '%s' holds %s, which Parquet has no value for: leave it out or cast it to VARCHAR"
            .formatted(column, text(text)));
  }
}

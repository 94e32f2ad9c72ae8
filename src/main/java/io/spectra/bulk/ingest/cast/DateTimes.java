package io.spectra.bulk.ingest.cast;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times in ISO 8601 (with {@code T} or a space), and dates also as {@code 20240131},
 * {@code 2024/01/31} and {@code 01/31/2024}. The result is ISO with microseconds at most; a zone is
 * ignored where the type has none, as casts do.
 */
final class DateTimes {
  private static final Pattern DATE =
      Pattern.compile(
          "(?:(\\d{4})-(\\d{1,2})-(\\d{1,2})|(\\d{4})/(\\d{1,2})/(\\d{1,2})"
              + "|(\\d{1,2})/(\\d{1,2})/(\\d{4})|(\\d{4})(\\d{2})(\\d{2}))");
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?"
              + "(?: ?(Z|z|UTC|[+-]\\d{2}(?::?\\d{2})?))?");
  private static final int[][] DATE_GROUPS = {{1, 2, 3}, {4, 5, 6}, {9, 7, 8}, {10, 11, 12}};
  private static final int NANO_DIGITS = 9;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int LAST_HOUR = 24;
  private static final int LAST_YEAR = 9_999;

  private DateTimes() {}

  static String date(String given) {
    String text = given.strip();
    if (isoDate(text, text.length())) {
      return text;
    }
    return read(given, () -> sqlDate(moment(text, false).toLocalDate()));
  }

  static String timestamp(String given) {
    if (isoTimestamp(given)) {
      return given;
    }
    return read(given, () -> sql(moment(given.strip(), true).local()));
  }

  static String timestamptz(String given) {
    return read(
        given,
        () -> {
          Moment moment = moment(given.strip(), true);
          ZoneOffset zone = moment.zone() == null ? ZoneOffset.UTC : moment.zone();
          return sql(moment.local().minusSeconds(zone.getTotalSeconds())) + "+00";
        });
  }

  static String time(String given) {
    return read(given, () -> clockText(clock(given.strip()).time()));
  }

  static String timetz(String given) {
    return read(
        given,
        () -> {
          Clock clock = clock(given.strip());
          ZoneOffset zone = clock.zone() == null ? ZoneOffset.UTC : clock.zone();
          return clockText(clock.time()) + (zone.equals(ZoneOffset.UTC) ? "+00" : zone.getId());
        });
  }

  private static String sqlDate(LocalDate date) {
    if (date.getYear() < 1) {
      throw new DateTimeException("year");
    }
    return date.toString();
  }

  private record Moment(LocalDateTime local, ZoneOffset zone) {
    LocalDate toLocalDate() {
      return local.toLocalDate();
    }
  }

  private record Clock(LocalTime time, int days, ZoneOffset zone) {}

  private interface Reading {
    String read();
  }

  private static String read(String given, Reading reading) {
    try {
      return reading.read();
    } catch (UnreadableException e) {
      throw Rejection.of(RejectCode.TYPE_MISMATCH, given, "is no date or time of this type");
    } catch (DateTimeException e) {
      throw Rejection.of(RejectCode.OUT_OF_RANGE, given, "is no date or time that there is");
    }
  }

  /** The text has not the form of a date or time. */
  private static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnreadableException() {
      super(null, null, false, false);
    }
  }

  private static Moment moment(String text, boolean timed) {
    int split = split(text);
    LocalDate date = day(text.substring(0, split));
    if (split == text.length()) {
      return new Moment(date.atStartOfDay(), null);
    }
    Clock clock = clock(text.substring(split + 1));
    return new Moment(date.plusDays(timed ? clock.days() : 0).atTime(clock.time()), clock.zone());
  }

  private static int split(String text) {
    int at = text.indexOf('T');
    at = at < 0 ? text.indexOf(' ') : at;
    return at < 0 ? text.length() : at;
  }

  private static LocalDate day(String text) {
    Matcher date = DATE.matcher(text);
    if (!date.matches()) {
      throw new UnreadableException();
    }
    for (int[] groups : DATE_GROUPS) {
      if (date.group(groups[0]) != null) {
        return LocalDate.of(
            number(date.group(groups[0])),
            number(date.group(groups[1])),
            number(date.group(groups[2])));
      }
    }
    throw new UnreadableException();
  }

  private static Clock clock(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new UnreadableException();
    }
    int hour = number(time.group(1));
    int minute = number(time.group(2));
    int second = time.group(3) == null ? 0 : number(time.group(3));
    long micros = time.group(4) == null ? 0 : micros(time.group(4));
    ZoneOffset zone = zone(time.group(5));
    boolean midnight = hour == LAST_HOUR && minute == 0 && second == 0 && micros == 0;
    LocalDateTime base = LocalDate.EPOCH.atTime(midnight ? 0 : hour, minute, second);
    LocalDateTime at = base.plusNanos(micros * NANOS_PER_MICRO).plusDays(midnight ? 1 : 0);
    return new Clock(at.toLocalTime(), (int) at.toLocalDate().toEpochDay(), zone);
  }

  /** Rounded to microseconds, half up. */
  private static long micros(String fraction) {
    String nanos = fraction + "0".repeat(NANO_DIGITS - fraction.length());
    return (Long.parseLong(nanos) + NANOS_PER_MICRO / 2) / NANOS_PER_MICRO;
  }

  private static ZoneOffset zone(String text) {
    if (text == null) {
      return null;
    }
    return text.equalsIgnoreCase("Z") || text.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(text);
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static String sql(LocalDateTime moment) {
    if (moment.getYear() < 1 || moment.getYear() > LAST_YEAR) {
      throw new DateTimeException("year");
    }
    return moment.toLocalDate() + " " + clockText(moment.toLocalTime());
  }

  /** Always with seconds. */
  private static String clockText(LocalTime time) {
    String text = time.toString();
    return text.length() == "10:00".length() ? text + ":00" : text;
  }

  /** {@code yyyy-mm-dd hh:mm:ss}, or with fractions, which needs no further look. */
  private static boolean isoTimestamp(String text) {
    int length = text.length();
    if (length < 19 || length > 26 || length == 20 || text.charAt(10) != ' ') {
      return false;
    }
    for (int i = 11; i < length; i++) {
      char c = text.charAt(i);
      boolean fits = i == 13 || i == 16 ? c == ':' : i == 19 ? c == '.' : c >= '0' && c <= '9';
      if (!fits) {
        return false;
      }
    }
    return isoDate(text, 10)
        && text.compareTo(text.substring(0, 11) + "24") < 0
        && text.charAt(14) < '6'
        && text.charAt(17) < '6';
  }

  /** {@code yyyy-mm-dd} with a day that every month has, which needs no further look. */
  private static boolean isoDate(String text, int length) {
    if (length != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return false;
    }
    int month = (text.charAt(5) - '0') * 10 + text.charAt(6) - '0';
    int day = (text.charAt(8) - '0') * 10 + text.charAt(9) - '0';
    for (int i : new int[] {0, 1, 2, 3, 5, 6, 8, 9}) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return month >= 1 && month <= 12 && day >= 1 && day <= 28 && !text.startsWith("0000");
  }
}

package io.spectra.warehouse;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Turns the text in which the warehouse gives dates and times ({@code DateStyle ISO}: {@code
 * 2024-01-02 03:04:05.678+00}) into ISO 8601, digit for digit. What ISO 8601 cannot express
 * ({@code infinity}, years before Christ) stays as the warehouse wrote it.
 */
public final class IsoText {
  private IsoText() {}

  /** A TIMESTAMP: no zone is there, none is made up. */
  public static String timestamp(String text) {
    int space = text.indexOf(' ');
    if (space < 0 || text.endsWith(" BC")) {
      return text;
    }
    return text.substring(0, space) + 'T' + text.substring(space + 1);
  }

  /** A TIMESTAMPTZ, in UTC whatever the zone of the session. */
  public static String timestamptz(String text) {
    String iso = timestamp(text);
    if (iso.indexOf('T') < 0) {
      return iso;
    }
    String zoned = zone(iso);
    return zoned.endsWith("Z") ? zoned : toUtc(zoned);
  }

  /** A TIMETZ, with the offset that it was stored with. */
  public static String timetz(String text) {
    return zone(text);
  }

  /** {@code +00} is {@code Z} in ISO 8601, and {@code +05} is {@code +05:00}. */
  private static String zone(String text) {
    if (text.endsWith("+00")) {
      return text.substring(0, text.length() - "+00".length()) + 'Z';
    }
    char sign = text.charAt(text.length() - "+05".length());
    return sign == '+' || sign == '-' ? text + ":00" : text;
  }

  private static String toUtc(String zoned) {
    return OffsetDateTime.parse(zoned)
        .withOffsetSameInstant(ZoneOffset.UTC)
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }
}

package io.spectra.bulk;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * Turns the warehouse's text of dates and times ({@code 2024-01-02 03:04:05.678+00}) into ISO 8601
 * . Values that ISO cannot express ({@code infinity}, {@code … BC}) stay as they are; null
 * stays null.
 */
final class IsoText {
  private static final DateTimeFormatter OFFSET_TIMESTAMP =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendOffset("+HH:mm:ss", "Z")
          .toFormatter(java.util.Locale.ROOT);

  private IsoText() {}

  static String timestamp(String text) {
    int space = text == null ? -1 : text.indexOf(' ');
    if (space < 0 || text.endsWith("BC")) {
      return text;
    }
    return text.substring(0, space) + 'T' + text.substring(space + 1);
  }

  static String timestamptz(String text) {
    String iso = timestamp(text);
    if (iso == null || iso.indexOf('T') < 0) {
      return iso;
    }
    if (iso.endsWith("+00")) {
      return iso.substring(0, iso.length() - "+00".length()) + 'Z';
    }
    return OffsetDateTime.parse(withMinutes(iso), OFFSET_TIMESTAMP)
        .withOffsetSameInstant(ZoneOffset.UTC)
        .format(OFFSET_TIMESTAMP);
  }

  static String timetz(String text) {
    if (text == null) {
      return null;
    }
    return text.endsWith("+00")
        ? text.substring(0, text.length() - "+00".length()) + 'Z'
        : withMinutes(text);
  }

  /** {@code +05} is {@code +05:00} in ISO. */
  private static String withMinutes(String text) {
    int length = text.length();
    char sign = text.charAt(length - "+05".length());
    return sign == '+' || sign == '-' ? text + ":00" : text;
  }
}

package io.spectra.rows;

import io.spectra.warehouse.IsoText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Dates and times as {@link IsoText} has them, without a String where the value looks as nearly
 * every one does: a year of four digits, and UTC.
 */
public final class IsoBytes {
  private static final int SPACE_AT = "2024-01-02".length();
  private static final int SHORTEST = "2024-01-02 03:04:05".length();

  private IsoBytes() {}

  public static void timestamp(byte[] value, FileBytes out) throws IOException {
    if (usual(value, value.length)) {
      withT(value, value.length, out);
    } else {
      out.put(IsoText.timestamp(text(value)).getBytes(StandardCharsets.UTF_8));
    }
  }

  public static void timestamptz(byte[] value, FileBytes out) throws IOException {
    int end = value.length - "+00".length();
    if (usual(value, end) && value[end] == '+' && value[end + 1] == '0' && value[end + 2] == '0') {
      withT(value, end, out);
      out.put('Z');
    } else {
      out.put(IsoText.timestamptz(text(value)).getBytes(StandardCharsets.UTF_8));
    }
  }

  public static void timetz(byte[] value, FileBytes out) throws IOException {
    out.put(IsoText.timetz(text(value)).getBytes(StandardCharsets.UTF_8));
  }

  /** Digits up to the end: it is neither before Christ nor {@code infinity}. */
  private static boolean usual(byte[] value, int end) {
    return end >= SHORTEST && value[SPACE_AT] == ' ' && Digits.is(value[end - 1]);
  }

  private static void withT(byte[] value, int end, FileBytes out) throws IOException {
    out.put(value, 0, SPACE_AT);
    out.put('T');
    out.put(value, SPACE_AT + 1, end);
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.ISO_8859_1);
  }
}

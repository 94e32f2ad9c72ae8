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

  public static void timestamp(byte[] value, int from, int to, FileBytes out) throws IOException {
    if (usual(value, from, to)) {
      withT(value, from, to, out);
    } else {
      out.put(IsoText.timestamp(text(value, from, to)).getBytes(StandardCharsets.UTF_8));
    }
  }

  public static void timestamptz(byte[] value, int from, int to, FileBytes out) throws IOException {
    int end = to - "+00".length();
    if (usual(value, from, end)
        && value[end] == '+'
        && value[end + 1] == '0'
        && value[end + 2] == '0') {
      withT(value, from, end, out);
      out.put('Z');
    } else {
      out.put(IsoText.timestamptz(text(value, from, to)).getBytes(StandardCharsets.UTF_8));
    }
  }

  public static void timetz(byte[] value, int from, int to, FileBytes out) throws IOException {
    out.put(IsoText.timetz(text(value, from, to)).getBytes(StandardCharsets.UTF_8));
  }

  /** Digits up to the end: it is neither before Christ nor {@code infinity}. */
  private static boolean usual(byte[] value, int from, int end) {
    return end - from >= SHORTEST && value[from + SPACE_AT] == ' ' && Digits.is(value[end - 1]);
  }

  private static void withT(byte[] value, int from, int end, FileBytes out) throws IOException {
    out.put(value, from, from + SPACE_AT);
    out.put('T');
    out.put(value, from + SPACE_AT + 1, end);
  }

  private static String text(byte[] value, int from, int to) {
    return new String(value, from, to - from, StandardCharsets.ISO_8859_1);
  }
}

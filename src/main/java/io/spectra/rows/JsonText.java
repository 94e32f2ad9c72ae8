package io.spectra.rows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8 as a JSON string. Pure. */
public final class JsonText {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int NIBBLE = 4;

  private JsonText() {}

  public static void write(String text, FileBytes out) throws IOException {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    write(value, 0, value.length, out);
  }

  /** The same of bytes between two places. */
  public static void write(byte[] value, int from, int to, FileBytes out) throws IOException {
    out.put('"');
    int start = from;
    for (int i = from; i < to; i++) {
      byte b = value[i];
      if (b >= 0 && b < ' ' || b == '"' || b == '\\') {
        out.put(value, start, i);
        escape(b, out);
        start = i + 1;
      }
    }
    out.put(value, start, to);
    out.put('"');
  }

  private static void escape(byte b, FileBytes out) throws IOException {
    out.put('\\');
    switch (b) {
      case '"', '\\' -> out.put(b);
      case '\n' -> out.put('n');
      case '\r' -> out.put('r');
      case '\t' -> out.put('t');
      default -> {
        out.put('u');
        out.put('0');
        out.put('0');
        out.put(HEX[b >> NIBBLE]);
        out.put(HEX[b & 0xf]);
      }
    }
  }
}

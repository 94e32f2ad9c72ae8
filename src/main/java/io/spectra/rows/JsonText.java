package io.spectra.rows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8 as a JSON string. Pure. */
public final class JsonText {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int NIBBLE = 4;

  private JsonText() {}

  public static void write(byte[] value, FileBytes out) throws IOException {
    out.put('"');
    int start = 0;
    for (int i = 0; i < value.length; i++) {
      byte b = value[i];
      if (b >= 0 && b < ' ' || b == '"' || b == '\\') {
        out.put(value, start, i);
        escape(b, out);
        start = i + 1;
      }
    }
    out.put(value, start, value.length);
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

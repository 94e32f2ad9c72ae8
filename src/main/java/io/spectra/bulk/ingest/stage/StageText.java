package io.spectra.bulk.ingest.stage;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Records in the text form of COPY with ESCAPE, which can say every value and NULL: fields end at
 * {@code |}, records at a line feed, and a backslash stands before any of these that is data.
 */
final class StageText {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int LONGEST_CHARACTER = 4;
  private static final int ASCII = 0x80;
  private static final int TWO_BYTES = 0x800;
  private static final int SIX_BITS = 6;
  private static final int LAST_SIX = 0x3F;
  private static final int FOLLOWS = 0x80;

  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private OutputStream out;

  /** From here on writes there. */
  void to(OutputStream target) {
    out = target;
  }

  void add(long number, String given, String[] values, int count) throws IOException {
    field(Long.toString(number));
    if (given != null) {
      put('|');
      field(given);
    }
    for (int i = 0; i < count; i++) {
      put('|');
      if (values[i] == null) {
        put('\\');
        put('N');
      } else {
        field(values[i]);
      }
    }
    put('\n');
  }

  /** Passes on what is buffered. */
  void flush() throws IOException {
    out.write(buffer, 0, filled);
    filled = 0;
  }

  private void field(String text) throws IOException {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (filled > BUFFER_BYTES - LONGEST_CHARACTER) {
        flush();
      }
      char c = text.charAt(i);
      if (c < ASCII) {
        if (c == '\\' || c == '|' || c == '\n' || c == '\r') {
          buffer[filled++] = '\\';
        }
        buffer[filled++] = (byte) c;
      } else if (Character.isHighSurrogate(c)) {
        i++;
        encode(Character.toCodePoint(c, text.charAt(i)));
      } else {
        encode(c);
      }
    }
  }

  private void encode(int character) {
    if (character < TWO_BYTES) {
      buffer[filled++] = (byte) (0xC0 | character >> SIX_BITS);
    } else if (character < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
      buffer[filled++] = (byte) (0xE0 | character >> 2 * SIX_BITS);
      buffer[filled++] = (byte) (FOLLOWS | character >> SIX_BITS & LAST_SIX);
    } else {
      buffer[filled++] = (byte) (0xF0 | character >> 3 * SIX_BITS);
      buffer[filled++] = (byte) (FOLLOWS | character >> 2 * SIX_BITS & LAST_SIX);
      buffer[filled++] = (byte) (FOLLOWS | character >> SIX_BITS & LAST_SIX);
    }
    buffer[filled++] = (byte) (FOLLOWS | character & LAST_SIX);
  }

  private void put(char ascii) throws IOException {
    if (filled == BUFFER_BYTES) {
      flush();
    }
    buffer[filled++] = (byte) ascii;
  }
}

package io.spectra.bulk.ingest.stage;

import io.spectra.bulk.ingest.read.RawFields;
import io.spectra.warehouse.ColumnType;
import java.util.Arrays;

/**
 * Records in the text form of COPY with ESCAPE, which can say every value and NULL: fields end at
 * {@code |}, records at a line feed, and a backslash stands before any of these that is data.
 */
final class StageText {
  private static final int LONGEST_CHARACTER = 4;
  private static final int ASCII = 0x80;
  private static final int TWO_BYTES = 0x800;
  private static final int SIX_BITS = 6;
  private static final int LAST_SIX = 0x3F;
  private static final int FOLLOWS = 0x80;
  private static final int LONG_DIGITS = 19;

  private static final boolean[] SPECIAL = special();

  private final boolean numbered;
  private final boolean[] texts;
  private byte[] buffer;
  private int filled;

  StageText(Layout layout) {
    numbered = layout.numbered();
    texts = new boolean[layout.columns().size()];
    for (int i = 0; i < texts.length; i++) {
      ColumnType type = layout.columns().get(i).type();
      texts[i] = type == ColumnType.VARCHAR || type == ColumnType.CHAR;
    }
  }

  /** Begins anew in this buffer, which is exchanged for a longer one where it must. */
  void begin(byte[] empty) {
    buffer = empty;
    filled = 0;
  }

  /** Bytes of the whole records that were added. */
  int size() {
    return filled;
  }

  byte[] bytes() {
    return buffer;
  }

  void add(long number, String given, String[] values, int count) {
    boolean behind = begun(number);
    if (given != null) {
      put('|');
      field(given);
    }
    for (int i = 0; i < count; i++) {
      if (behind || i > 0) {
        put('|');
      }
      if (values[i] == null) {
        put('\\');
        put('N');
      } else {
        field(values[i]);
      }
    }
    put('\n');
  }

  /** Adds a record whose values are staged as the file has them, {@code order} saying which. */
  void add(long number, RawFields record, int[] order) {
    boolean behind = begun(number);
    byte[] bytes = record.bytes();
    for (int i = 0; i < order.length; i++) {
      int field = order[i];
      if (behind || i > 0) {
        put('|');
      }
      if (record.isNull(field)) {
        put('\\');
        put('N');
      } else if (texts[i]) {
        text(bytes, record.from(field), record.to(field));
      } else {
        copy(bytes, record.from(field), record.to(field));
      }
    }
    put('\n');
  }

  /** Whether the first value stands behind a number. */
  private boolean begun(long number) {
    if (numbered) {
      number(number);
    }
    return numbered;
  }

  private void number(long number) {
    room(LONG_DIGITS);
    int end = filled + digits(number);
    long left = number;
    for (int at = end - 1; at >= filled; at--) {
      buffer[at] = (byte) ('0' + left % 10);
      left /= 10;
    }
    filled = end;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long left = number / 10; left > 0; left /= 10) {
      digits++;
    }
    return digits;
  }

  /** A number, a date or a word, which nothing special stands in. */
  private void copy(byte[] value, int from, int to) {
    room(to - from);
    byte[] target = buffer;
    int put = filled;
    for (int i = from; i < to; i++) {
      target[put++] = value[i];
    }
    filled = put;
  }

  private void text(byte[] text, int from, int to) {
    room(2 * (to - from));
    byte[] target = buffer;
    int put = filled;
    for (int i = from; i < to; i++) {
      byte c = text[i];
      if (SPECIAL[c & 0xFF]) {
        target[put++] = '\\';
      }
      target[put++] = c;
    }
    filled = put;
  }

  private void field(String text) {
    int length = text.length();
    room(length * LONGEST_CHARACTER);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ASCII) {
        if (SPECIAL[c]) {
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

  private static boolean[] special() {
    boolean[] special = new boolean[256];
    for (char c : new char[] {'\\', '|', '\n', '\r'}) {
      special[c] = true;
    }
    return special;
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

  private void put(char ascii) {
    room(1);
    buffer[filled++] = (byte) ascii;
  }

  private void room(int bytes) {
    if (buffer.length - filled < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(filled + bytes, buffer.length + buffer.length / 2));
    }
  }
}

package io.spectra.bulk.ingest.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits CSV (RFC 4180) into records and fields where its bytes lie, and checks every byte to be
 * UTF-8. Lines end with LF, CRLF or CR. Memory is that of the longest record. For one thread.
 */
final class CsvScanner implements RawFields, Closeable {
  private static final int BUFFER_BYTES = 128 << 10;
  private static final int END = -1;

  private final InputStream in;
  private final int longest;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int limit;
  private int at;
  private int start;
  private int[] from = new int[16];
  private int[] to = new int[16];
  private boolean[] quoted = new boolean[16];
  private int most;
  private int count;
  private int high;
  private long line = 1;
  private long startLine;

  /**
   * @param longest bytes that a record may have
   * @param most fields of the first record, which is refused when it has more
   */
  CsvScanner(InputStream text, int longest, int most) throws IOException {
    in = Utf8.withoutMark(text);
    this.longest = longest;
    this.most = most;
  }

  /** From here on only so many fields are kept of a record, the others are counted. */
  void keep(int fields) {
    most = fields;
  }

  /** Goes to the next record; false behind the last. */
  boolean next() throws IOException {
    start = at;
    startLine = line;
    count = 0;
    high = 0;
    if (at == limit && !fill()) {
      return false;
    }
    int end;
    do {
      end = at < limit || fill() ? field() : added(at, at, false, END);
    } while (end == ',');
    if (at - start > longest) {
      throw tooLong();
    }
    if (high < 0 && !Utf8.valid(buffer, start, at)) {
      throw new NotUtf8Exception();
    }
    return true;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public byte[] bytes() {
    return buffer;
  }

  @Override
  public int from(int field) {
    return from[field];
  }

  @Override
  public int to(int field) {
    return to[field];
  }

  @Override
  public boolean isNull(int field) {
    return from[field] == to[field] && !quoted[field];
  }

  /** A field as text, null for NULL. */
  String text(int field) {
    return isNull(field)
        ? null
        : new String(buffer, from[field], to[field] - from[field], StandardCharsets.UTF_8);
  }

  /** Whether the record is an empty line. */
  boolean empty() {
    return count == 1 && isNull(0);
  }

  /** The line on which the record begins, from 1. */
  long line() {
    return startLine;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Bytes that are no UTF-8, in the record that was to be read. */
  static final class NotUtf8Exception extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The record that was to be read cannot be. */
  static final class BrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    private BrokenException(String why) {
      super(why);
    }
  }

  /** Reads one field; gives what ended it: a comma, a line feed, or the end of the file. */
  private int field() throws IOException {
    return buffer[at] == '"' ? quotedField() : plainField();
  }

  private int plainField() throws IOException {
    int begin = at - start;
    int bits = 0;
    while (true) {
      byte[] bytes = buffer;
      int end = limit;
      int i = at;
      while (i < end) {
        byte c = bytes[i];
        if (c <= ',' && (c == ',' || c == '\n' || c == '\r')) {
          break;
        }
        bits |= c;
        i++;
      }
      at = i;
      if (i < end || !fill()) {
        high |= (byte) bits;
        return ended(start + begin, at, false);
      }
    }
  }

  private int quotedField() throws IOException {
    int begin = at - start + 1;
    boolean escaped = false;
    at++;
    while (true) {
      toQuote();
      if (at == limit) {
        throw new BrokenException("a quote that is opened in it is never closed");
      }
      at++;
      if ((at < limit || fill()) && buffer[at] == '"') {
        escaped = true;
        at++;
      } else {
        break;
      }
    }
    int first = start + begin;
    int end = escaped ? unescape(first, at - 1) : at - 1;
    return ended(first, end, true);
  }

  /** Goes to the next quote, or to the end of the file. */
  private void toQuote() throws IOException {
    int bits = 0;
    do {
      byte[] bytes = buffer;
      int end = limit;
      int i = at;
      while (i < end) {
        byte c = bytes[i];
        if (c == '"') {
          break;
        }
        if (c == '\n') {
          line++;
        }
        bits |= c;
        i++;
      }
      at = i;
    } while (at == limit && fill());
    high |= (byte) bits;
  }

  /** Takes every second one of two quotes out; gives the new end. */
  private int unescape(int first, int end) {
    int to = first;
    for (int i = first; i < end; i++) {
      byte c = buffer[i];
      buffer[to++] = c;
      if (c == '"') {
        i++;
      }
    }
    // What is left over is checked with the record, and must not be half a character.
    Arrays.fill(buffer, to, end, (byte) ' ');
    return to;
  }

  private int ended(int first, int end, boolean inQuotes) throws IOException {
    if (at == limit) {
      // Whoever comes here has tried to read on: this is the end of the file.
      return added(first, end, inQuotes, END);
    }
    byte c = buffer[at];
    if (c == ',') {
      at++;
      return added(first, end, inQuotes, ',');
    }
    if (c != '\n' && c != '\r') {
      throw new BrokenException("after a closing quote only a comma or a line end may follow");
    }
    added(first, end, inQuotes, '\n');
    at++;
    line++;
    if (c == '\r' && (at < limit || fill()) && buffer[at] == '\n') {
      at++;
    }
    return '\n';
  }

  private int added(int first, int end, boolean inQuotes, int ending) {
    if (count < most) {
      if (count == from.length) {
        from = Arrays.copyOf(from, count * 2);
        to = Arrays.copyOf(to, count * 2);
        quoted = Arrays.copyOf(quoted, count * 2);
      }
      from[count] = first;
      to[count] = end;
      quoted[count] = inQuotes;
    } else if (startLine == 1) {
      throw tooLong();
    }
    count++;
    return ending;
  }

  /** Reads on, what there is of the record kept; false at the end of the file. */
  private boolean fill() throws IOException {
    if (start > 0) {
      move();
    }
    if (limit == buffer.length) {
      if (limit > longest) {
        throw tooLong();
      }
      buffer = Arrays.copyOf(buffer, limit * 2);
    }
    int some = in.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, some);
    return some > 0;
  }

  private void move() {
    System.arraycopy(buffer, start, buffer, 0, limit - start);
    for (int i = 0; i < Math.min(count, most); i++) {
      from[i] -= start;
      to[i] -= start;
    }
    at -= start;
    limit -= start;
    start = 0;
  }

  private RuntimeException tooLong() {
    return FileRefused.because(
        "The record that begins at line %d is longer than a record may be.".formatted(startLine));
  }
}

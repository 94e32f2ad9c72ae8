package io.spectra.bulk.ingest.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8, every byte of which is checked; a byte order mark before it is left out. */
final class Utf8 {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private Utf8() {}

  /** A reader that ends in a MalformedInputException where the bytes are no UTF-8. */
  static Reader reader(InputStream bytes) throws IOException {
    return new InputStreamReader(
        withoutMark(bytes),
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  static InputStream withoutMark(InputStream bytes) throws IOException {
    PushbackInputStream in = new PushbackInputStream(bytes, MARK.length);
    byte[] head = in.readNBytes(MARK.length);
    if (!java.util.Arrays.equals(head, MARK)) {
      in.unread(head);
    }
    return in;
  }

  /** Whether bytes are whole characters of UTF-8: no overlong forms, no surrogates (RFC 3629). */
  static boolean valid(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      int first = bytes[i++];
      if (first >= 0) {
        continue;
      }
      int more = following(first & 0xFF);
      if (more == 0 || i + more > to || !second(first & 0xFF, bytes[i] & 0xFF)) {
        return false;
      }
      for (int k = 1; k < more; k++) {
        if ((bytes[i + k] & 0xC0) != 0x80) {
          return false;
        }
      }
      i += more;
    }
    return true;
  }

  /** How many bytes follow a first one that is not ASCII; 0 where it begins no character. */
  private static int following(int first) {
    if (first < 0xC2 || first > 0xF4) {
      return 0;
    }
    return first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  }

  private static boolean second(int first, int second) {
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= least && second <= most;
  }
}

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
}

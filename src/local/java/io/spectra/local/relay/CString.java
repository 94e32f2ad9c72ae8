package io.spectra.local.relay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The zero-terminated strings in the body of a message, in UTF-8. */
final class CString {
  private CString() {}

  /** The string that begins at an index. */
  static String at(byte[] body, int start) {
    return new String(body, start, end(body, start) - start, StandardCharsets.UTF_8);
  }

  /** The index of the zero that ends the string which begins at {@code start}. */
  static int end(byte[] body, int start) {
    int end = start;
    while (body[end] != 0) {
      end++;
    }
    return end;
  }

  /** The strings one after the other, each with its zero. */
  static byte[] of(String... strings) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String string : strings) {
      bytes.writeBytes(string.getBytes(StandardCharsets.UTF_8));
      bytes.write(0);
    }
    return bytes.toByteArray();
  }

  /** The body with the string that begins at {@code start} replaced. */
  static byte[] replace(byte[] body, int start, String replacement) {
    int end = end(body, start);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + replacement.length());
    bytes.write(body, 0, start);
    bytes.writeBytes(replacement.getBytes(StandardCharsets.UTF_8));
    bytes.write(body, end, body.length - end);
    return bytes.toByteArray();
  }
}

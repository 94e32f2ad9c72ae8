package io.spectra.auth.sigv4;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding as signatures want it: everything but the unreserved characters, in capitals.
 */
final class UriEncoding {
  private static final String UNRESERVED = "-_.~";
  private static final String HEX = "0123456789ABCDEF";

  private UriEncoding() {}

  static String encode(byte[] text) {
    StringBuilder encoded = new StringBuilder(text.length + 16);
    for (byte each : text) {
      int value = each & 0xff;
      if (unreserved(value)) {
        encoded.append((char) value);
      } else {
        encoded.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 0xf));
      }
    }
    return encoded.toString();
  }

  /**
   * @throws IllegalArgumentException for a percent sign without two hexadecimal digits
   */
  static byte[] decode(String encoded) {
    byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        decoded.write(bytes[i]);
      } else if (i + 2 < bytes.length) {
        decoded.write(digit(bytes[++i]) << 4 | digit(bytes[++i]));
      } else {
        throw new IllegalArgumentException("broken percent escape");
      }
    }
    return decoded.toByteArray();
  }

  private static int digit(byte character) {
    int value = Character.digit(character, 16);
    if (value < 0) {
      throw new IllegalArgumentException("broken percent escape");
    }
    return value;
  }

  private static boolean unreserved(int value) {
    return value >= 'A' && value <= 'Z'
        || value >= 'a' && value <= 'z'
        || value >= '0' && value <= '9'
        || UNRESERVED.indexOf(value) >= 0;
  }
}

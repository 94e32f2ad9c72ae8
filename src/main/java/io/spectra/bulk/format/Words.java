package io.spectra.bulk.format;

import java.nio.charset.StandardCharsets;

/** Words that stand in files, as bytes. Not to be changed. */
final class Words {
  static final byte[] TRUE = bytes("true");
  static final byte[] FALSE = bytes("false");
  static final byte[] NULL = bytes("null");

  private Words() {}

  private static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}

package io.spectra.rows;

import java.nio.charset.StandardCharsets;

/** Words that stand in files, as bytes. Not to be changed. */
public final class Words {
  public static final byte[] TRUE = bytes("true");
  public static final byte[] FALSE = bytes("false");
  public static final byte[] NULL = bytes("null");

  private Words() {}

  private static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}

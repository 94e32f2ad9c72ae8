package io.spectra.rows;

/** Numbers in the text of the warehouse, read without a String. Pure. */
public final class Digits {
  private static final int RADIX = 10;

  private Digits() {}

  public static boolean is(byte b) {
    return b >= '0' && b <= '9';
  }

  /** The whole number between two places, a sign in front allowed. */
  public static long whole(byte[] text, int from, int to) {
    boolean negative = text[from] == '-';
    long number = 0;
    for (int i = negative || text[from] == '+' ? from + 1 : from; i < to; i++) {
      number = number * RADIX + (text[i] - '0');
    }
    return negative ? -number : number;
  }

  /**
   * A decimal number as the number of its smallest units, which has to fit; digits behind those are
   * left out.
   *
   * @param scale how many digits stand behind the point
   */
  public static long units(byte[] text, int scale) {
    boolean negative = text[0] == '-';
    long number = 0;
    int missing = -1;
    for (int i = negative ? 1 : 0; i < text.length && missing != 0; i++) {
      if (text[i] == '.') {
        missing = scale;
      } else {
        number = number * RADIX + (text[i] - '0');
        missing--;
      }
    }
    for (int left = missing < 0 ? scale : missing; left > 0; left--) {
      number *= RADIX;
    }
    return negative ? -number : number;
  }
}

package io.spectra.rows;

import java.nio.charset.StandardCharsets;

/** Numbers in the text of the warehouse, read without a String. Pure. */
public final class Digits {
  private static final int RADIX = 10;
  private static final int EXACT_IN_DOUBLE = 15;
  private static final int EXACT_IN_REAL = 7;
  private static final double[] TENS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

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
  public static long units(byte[] text, int from, int to, int scale) {
    boolean negative = text[from] == '-';
    long number = 0;
    int missing = -1;
    for (int i = negative ? from + 1 : from; i < to && missing != 0; i++) {
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

  /**
   * A number of type DOUBLE PRECISION, {@code NaN} and the infinities among them. A number of few
   * digits over a power of ten, both of which a double holds exactly, needs no parser: their
   * quotient is rounded once, as a parser rounds.
   */
  public static double doublePrecision(byte[] text, int from, int to) {
    int scale = scale(text, from, to, EXACT_IN_DOUBLE);
    return scale < 0
        ? Double.parseDouble(ascii(text, from, to))
        : units(text, from, to, scale) / TENS[scale];
  }

  /** A number of type REAL, likewise; below its limit the powers of ten are exact as well. */
  public static float real(byte[] text, int from, int to) {
    int scale = scale(text, from, to, EXACT_IN_REAL);
    return scale < 0
        ? Float.parseFloat(ascii(text, from, to))
        : (float) units(text, from, to, scale) / (float) TENS[scale];
  }

  /** How many digits stand behind the point; -1 for what is not just up to so many digits. */
  private static int scale(byte[] text, int from, int to, int most) {
    int point = -1;
    int first = text[from] == '-' ? from + 1 : from;
    for (int i = first; i < to; i++) {
      if (text[i] == '.' && point < 0) {
        point = i;
      } else if (!is(text[i])) {
        return -1;
      }
    }
    int digits = to - first - (point < 0 ? 0 : 1);
    // A zero may have a sign, which whole numbers have not.
    boolean plain = digits > 0 && digits <= most && (first == from || text[first] != '0');
    return plain ? point < 0 ? 0 : to - point - 1 : -1;
  }

  private static String ascii(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }
}

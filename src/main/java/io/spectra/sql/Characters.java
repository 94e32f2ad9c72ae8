package io.spectra.sql;

/** The character classes outside quotes. */
final class Characters {
  private static final String SYMBOLS = "()[],;.+-*/<>=~!@#%^&|:";

  private Characters() {}

  /**
   * ASCII letters, the underscore, and letters of any script; surrogates are looked at in pairs.
   */
  static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '_'
        || c >= 0x80 && Character.isLetter(c);
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** What may follow the first letter of a name. */
  static boolean isWordPart(int c) {
    return isLetter(c) || isDigit(c) || c == '$' || c >= 0x80 && isMark(c);
  }

  static boolean isSymbol(int c) {
    return c < 0x80 && SYMBOLS.indexOf(c) >= 0;
  }

  /** Accents that stand behind their letter, as scripts and decomposed text write them. */
  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }
}

package io.spectra.sql;

/** Says what to do about a character that has no meaning outside quotes. */
final class Unreadable {
  private Unreadable() {}

  static String hint(int c) {
    return switch (c) {
      case '`' -> "Backticks do not quote names here: use double quotes";
      case '{', '}' -> "Braces (JDBC escapes) are not supported: write the function itself";
      case '?' -> "Positional parameters are not supported: use :name";
      case '\\' -> "A backslash has no meaning outside a string: remove it";
      case '\u2018', '\u2019', '\u201c', '\u201d' -> "Typographic quotes do not quote: use ' or \"";
      case 0xa0 -> "This is a no-break space: use a plain one";
      case 0 -> "SQL cannot contain a NUL character";
      default ->
          "Unexpected character " + String.format("U+%04X", c) + " outside quotes: remove it";
    };
  }
}

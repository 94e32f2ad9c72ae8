package io.spectra.sql;

/** What a piece of SQL is, lexically. */
enum TokenKind {
  /** An unquoted word: a keyword or a name. */
  WORD,
  /** An identifier in double quotes: never a keyword. */
  QUOTED,
  /** A string literal, in quotes or between dollar tags. */
  STRING,
  NUMBER,
  /** One punctuation or operator character. */
  SYMBOL,
  /** A named bind parameter, {@code :name}. */
  BIND
}

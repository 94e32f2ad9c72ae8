package io.spectra.sql;

/**
 * One lexical element of SQL as sent. Blanks and comments are not tokens.
 *
 * @param kind what it is
 * @param start where it begins in the SQL as sent, 0-based, in UTF-16 units
 * @param end where it ends, exclusive, likewise
 * @param word the folded name of a WORD, QUOTED or BIND, the character of a SYMBOL, else empty
 * @param depth how many brackets are open around it; an opening bracket and its closing one have
 *     the depth of what surrounds them
 * @param label whether its place makes a WORD a name even if it spells a keyword: behind a dot
 *     ({@code t.delete}) or behind AS ({@code a AS into})
 */
record Token(TokenKind kind, int start, int end, String word, int depth, boolean label) {

  /** Whether this is the keyword, in a place where it acts as one. */
  boolean isKeyword(String keyword) {
    return kind == TokenKind.WORD && !label && word.equals(keyword);
  }

  boolean isSymbol(char symbol) {
    return kind == TokenKind.SYMBOL && word.charAt(0) == symbol;
  }

  /** Whether this can name a table, a column or a function. */
  boolean isName() {
    return kind == TokenKind.WORD || kind == TokenKind.QUOTED;
  }
}

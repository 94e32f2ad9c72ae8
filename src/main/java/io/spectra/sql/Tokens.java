package io.spectra.sql;

import java.util.Collections;
import java.util.List;

/**
 * SQL as sent, read into tokens. Reading past either end gives a token that is nothing, so that
 * rules can look around without asking how far.
 */
final class Tokens {
  private final String sql;
  private final List<Token> list;
  private final int unclosed;
  private final Token nothing;

  /**
   * @param unclosed the offset of a bracket that was never closed, or -1
   */
  Tokens(String sql, List<Token> list, int unclosed) {
    this.sql = sql;
    this.list = Collections.unmodifiableList(list);
    this.unclosed = unclosed;
    this.nothing = new Token(TokenKind.SYMBOL, sql.length(), sql.length(), "\0", 0, false);
  }

  String sql() {
    return sql;
  }

  int size() {
    return list.size();
  }

  int unclosed() {
    return unclosed;
  }

  Token at(int index) {
    return index >= 0 && index < list.size() ? list.get(index) : nothing;
  }

  boolean keyword(int index, String keyword) {
    return at(index).isKeyword(keyword);
  }

  boolean symbol(int index, char symbol) {
    return at(index).isSymbol(symbol);
  }

  /** The token's text as sent. */
  String text(int index) {
    Token token = at(index);
    return sql.substring(token.start(), token.end());
  }

  /** The names of the bind parameters, in order, with repetitions. */
  List<String> binds() {
    return list.stream().filter(t -> t.kind() == TokenKind.BIND).map(Token::word).toList();
  }

  /** The index of the bracket that closes the one at {@code index}, or {@link #size()}. */
  int closing(int index) {
    int depth = at(index).depth();
    int at = index + 1;
    while (at < size() && at(at).depth() > depth) {
      at++;
    }
    return at;
  }

  /** These tokens without the semicolons that end the text. */
  Tokens withoutEnd() {
    int size = list.size();
    while (size > 0 && list.get(size - 1).isSymbol(';') && list.get(size - 1).depth() == 0) {
      size--;
    }
    return size == list.size() ? this : new Tokens(sql, list.subList(0, size), unclosed);
  }
}

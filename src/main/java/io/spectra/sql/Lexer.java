package io.spectra.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads SQL as Redshift and PostgreSQL do, and refuses what they could read differently.
 *
 * <p>This is where the gate's safety begins: whatever it takes for a literal or a comment is never
 * looked at again. Source of the rules: PostgreSQL 8.0 (Redshift's origin) and 17, {@code scan.l},
 * and the Redshift Database Developer Guide, "Literals" and "Names and identifiers".
 */
final class Lexer {
  private final String sql;
  private final Brackets brackets;
  private final List<Token> tokens;
  private Token last;

  private Lexer(String sql) {
    this.sql = sql;
    this.brackets = new Brackets(sql);
    this.tokens = new ArrayList<>(sql.length() / 5 + 8);
  }

  /**
   * @throws io.spectra.failure.Failure INVALID_SQL with the position of what cannot be read
   */
  static Tokens read(String sql) {
    Lexer lexer = new Lexer(sql);
    int at = Blanks.skip(sql, 0);
    while (at < sql.length()) {
      at = Blanks.skip(sql, lexer.readOne(at));
    }
    return new Tokens(sql, lexer.tokens, lexer.brackets.unclosed());
  }

  private int readOne(int at) {
    int c = sql.codePointAt(at);
    if (Characters.isLetter(c)) {
      return word(at);
    }
    if (Characters.isDigit(c) || c == '.' && Characters.isDigit(peek(at + 1))) {
      return number(at);
    }
    return switch (c) {
      case '\'' -> add(TokenKind.STRING, at, Literals.endOfString(sql, at), "");
      case '"' -> quoted(at);
      case '$' -> add(TokenKind.STRING, at, Literals.endOfDollar(sql, at), "");
      case ':' -> colon(at);
      default -> symbol(at, c);
    };
  }

  private int word(int at) {
    int end = at;
    while (end < sql.length() && Characters.isWordPart(sql.codePointAt(end))) {
      end += Character.charCount(sql.codePointAt(end));
    }
    if (end == at + 1 && (sql.charAt(at) | 0x20) == 'u' && peek(end) == '&' && quoteAt(end + 1)) {
      throw Refusal.invalid(sql, at, "Unicode escapes (U&) are not supported: write the character");
    }
    return add(TokenKind.WORD, at, end, Names.fold(sql.substring(at, end)));
  }

  private int number(int at) {
    int end = Numbers.end(sql, at);
    if (end < sql.length() && Characters.isWordPart(sql.codePointAt(end))) {
      throw Refusal.invalid(sql, end, "Put a space between a number and what follows it");
    }
    return add(TokenKind.NUMBER, at, end, "");
  }

  private int quoted(int at) {
    int end = Literals.endOfIdentifier(sql, at);
    String name = sql.substring(at + 1, end - 1).replace("\"\"", "\"");
    if (name.isEmpty()) {
      throw Refusal.invalid(sql, at, "A quoted name cannot be empty");
    }
    return add(TokenKind.QUOTED, at, end, Names.fold(name));
  }

  /** A cast ({@code ::}), a bind parameter ({@code :name}), or a colon, as in an array slice. */
  private int colon(int at) {
    if (peek(at + 1) == ':') {
      symbol(at, ':');
      return symbol(at + 1, ':');
    }
    if (brackets.inSquare() || !Characters.isLetter(peek(at + 1))) {
      return symbol(at, ':');
    }
    int end = at + 1;
    while (end < sql.length() && Characters.isWordPart(sql.charAt(end))) {
      end++;
    }
    return add(TokenKind.BIND, at, end, sql.substring(at + 1, end));
  }

  private int symbol(int at, int c) {
    if (!Characters.isSymbol(c)) {
      throw Refusal.invalid(sql, at, Unreadable.hint(c));
    }
    int depth = brackets.take((char) c, at);
    last = new Token(TokenKind.SYMBOL, at, at + 1, String.valueOf((char) c), depth, false);
    tokens.add(last);
    return at + 1;
  }

  private int add(TokenKind kind, int start, int end, String word) {
    boolean label = last != null && (last.isSymbol('.') || last.isKeyword("as"));
    last = new Token(kind, start, end, word, brackets.depth(), label);
    tokens.add(last);
    return end;
  }

  private boolean quoteAt(int at) {
    return peek(at) == '\'' || peek(at) == '"';
  }

  private int peek(int at) {
    return at < sql.length() ? sql.charAt(at) : -1;
  }
}

package io.spectra.sql;

import java.util.Arrays;

/**
 * Tokens written out again without comments, on one line unless a literal holds a line end.
 *
 * <p>Tokens that touched each other still do; between others there is one space, or a line feed
 * where two strings stand on different lines and so are one string to the warehouse.
 */
final class Rebuilt {
  private final Tokens tokens;
  private final int[] starts;
  private final String text;

  private Rebuilt(Tokens tokens, int[] starts, String text) {
    this.tokens = tokens;
    this.starts = starts;
    this.text = text;
  }

  static Rebuilt of(Tokens tokens) {
    StringBuilder out = new StringBuilder(tokens.sql().length());
    int[] starts = new int[tokens.size()];
    for (int i = 0; i < tokens.size(); i++) {
      if (i > 0 && tokens.at(i - 1).end() < tokens.at(i).start()) {
        out.append(joinsStrings(tokens, i) ? '\n' : ' ');
      }
      starts[i] = out.length();
      appendToken(out, tokens, i);
    }
    return new Rebuilt(tokens, starts, out.toString());
  }

  private static void appendToken(StringBuilder out, Tokens tokens, int index) {
    Token token = tokens.at(index);
    if (token.kind() == TokenKind.BIND) {
      out.append('?');
    } else {
      out.append(tokens.sql(), token.start(), token.end());
    }
  }

  private static boolean joinsStrings(Tokens tokens, int index) {
    Token before = tokens.at(index - 1);
    Token token = tokens.at(index);
    return token.kind() == TokenKind.STRING
        && before.kind() == TokenKind.STRING
        && tokens.sql().substring(before.end(), token.start()).matches("(?s).*[\r\n].*");
  }

  Tokens tokens() {
    return tokens;
  }

  String text() {
    return text;
  }

  /** Where the token begins in {@link #text()}; the text's end behind the last token. */
  int start(int index) {
    return index < starts.length ? starts[index] : text.length();
  }

  /** Where the token ends in {@link #text()}. */
  int end(int index) {
    Token token = tokens.at(index);
    boolean bind = token.kind() == TokenKind.BIND;
    return start(index) + (bind ? 1 : token.end() - token.start());
  }

  /** The index of the token that holds or follows the offset in {@link #text()}. */
  int indexAt(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    if (found >= 0) {
      return found;
    }
    int before = -found - 2;
    return before >= 0 && offset < end(before) ? before : before + 1;
  }

  /** The offset in the SQL as sent of an offset in {@link #text()}, both 0-based UTF-16. */
  int toSent(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    int index = found >= 0 ? found : -found - 2;
    if (index < 0) {
      return 0;
    }
    Token token = tokens.at(index);
    return Math.min(token.start() + offset - start(index), token.end());
  }
}

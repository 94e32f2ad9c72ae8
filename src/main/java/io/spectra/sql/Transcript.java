package io.spectra.sql;

/**
 * The rebuilt text as the parser gets it: of the same length, on one line, with neutral letters or
 * blanks in place of whatever the parser might read by other rules than the warehouse's. So an
 * offset in the transcript is one in the rebuilt text, and the parser never sees what a literal
 * says.
 */
final class Transcript {
  private final Rebuilt rebuilt;
  private final StringBuilder text;

  Transcript(Rebuilt rebuilt) {
    this.rebuilt = rebuilt;
    this.text = new StringBuilder(rebuilt.text());
    for (int i = 0; i < rebuilt.tokens().size(); i++) {
      hide(i);
      joinStrings(i);
    }
    Simplifications.applyTo(this);
  }

  String text() {
    return text.toString();
  }

  Tokens tokens() {
    return rebuilt.tokens();
  }

  /** Whether the token may be a name to the warehouse, whatever it is to the parser. */
  static boolean canBeName(Token token) {
    return token.kind() == TokenKind.WORD && (token.label() || !Reserved.isReserved(token.word()));
  }

  /** Makes the word an ordinary name, wherever it may be one. */
  void neutralize(String word) {
    for (int i = 0; i < tokens().size(); i++) {
      Token token = tokens().at(i);
      if (token.word().equals(word) && canBeName(token)) {
        neutralize(i);
      }
    }
  }

  /** Makes the token an ordinary name. */
  void neutralize(int index) {
    fill(rebuilt.start(index), rebuilt.end(index), 'a');
  }

  /** Takes tokens out. */
  void blank(int first, int behindLast) {
    if (first < behindLast) {
      fill(rebuilt.start(first), rebuilt.end(behindLast - 1), ' ');
    }
  }

  private void hide(int index) {
    Token token = tokens().at(index);
    int start = rebuilt.start(index);
    int end = rebuilt.end(index);
    switch (token.kind()) {
      case STRING -> quote(start, end, '\'');
      case QUOTED -> quote(start, end, '"');
      case WORD -> hideWide(start, end);
      case NUMBER, SYMBOL, BIND -> {
        // What these look like is the same to everybody.
      }
    }
  }

  private void quote(int start, int end, char mark) {
    fill(start, end, 'a');
    text.setCharAt(start, mark);
    text.setCharAt(end - 1, mark);
  }

  private void hideWide(int start, int end) {
    for (int at = start; at < end; at++) {
      if (text.charAt(at) >= 0x80 || text.charAt(at) == '$') {
        text.setCharAt(at, 'a');
      }
    }
  }

  /** Strings on two lines are one string to the warehouse: {@code 'a'⏎'b'}. */
  private void joinStrings(int index) {
    boolean joined =
        tokens().at(index).kind() == TokenKind.STRING
            && tokens().at(index - 1).kind() == TokenKind.STRING;
    if (joined) {
      fill(rebuilt.end(index - 1) - 1, rebuilt.start(index) + 1, 'a');
    }
  }

  private void fill(int start, int end, char with) {
    for (int at = start; at < end; at++) {
      text.setCharAt(at, with);
    }
  }
}

package io.spectra.sql;

import java.util.Set;

/** Operators as the warehouse reads them: runs of operator characters that touch. */
final class Operators {
  /** Those that the parser reads. */
  private static final Set<String> KNOWN =
      Set.of(
          "+", "-", "*", "/", "%", "^", "=", "<", ">", "<=", ">=", "<>", "!=", "||", "|", "&", "~",
          "~*", "!~", "!~*", "::");

  private Operators() {}

  static boolean isOperator(Token token) {
    return token.kind() == TokenKind.SYMBOL && "()[],;.\0".indexOf(token.word()) < 0;
  }

  /** Whether an operator begins here that the parser does not read. */
  static boolean isUnknown(Tokens tokens, int index) {
    if (!isOperator(tokens.at(index)) || continues(tokens, index)) {
      return false;
    }
    int end = index + 1;
    while (continues(tokens, end)) {
      end++;
    }
    return !KNOWN.contains(
        tokens.sql().substring(tokens.at(index).start(), tokens.at(end - 1).end()));
  }

  private static boolean continues(Tokens tokens, int index) {
    return isOperator(tokens.at(index))
        && isOperator(tokens.at(index - 1))
        && tokens.at(index - 1).end() == tokens.at(index).start();
  }
}

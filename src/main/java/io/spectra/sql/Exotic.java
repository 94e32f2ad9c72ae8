package io.spectra.sql;

import java.util.Set;

/** Redshift's own syntax that the parser is known not to read, or to read only in part. */
final class Exotic {
  private static final Set<String> WORDS =
      Set.of(
          "pivot", "unpivot", "exclude", "connect", "prior", "approximate", "qualify", "grouping");

  /** Operators that the parser reads, alone and in these sequences. */
  private static final Set<String> OPERATORS =
      Set.of(
          "+", "-", "*", "/", "%", "^", "=", "<", ">", "<=", ">=", "<>", "!=", "||", "|", "&", "~",
          "~*", "!~", "!~*", "::", ":");

  private Exotic() {}

  static boolean isIn(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (isExoticWord(tokens, i) || isExoticOperator(tokens, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isExoticWord(Tokens tokens, int index) {
    Token token = tokens.at(index);
    if (token.kind() != TokenKind.WORD || token.label()) {
      return false;
    }
    return WORDS.contains(token.word())
        || token.word().equals("at") && !tokens.keyword(index + 1, "time");
  }

  private static boolean isExoticOperator(Tokens tokens, int index) {
    if (!isOperator(tokens, index) || continuesOperator(tokens, index)) {
      return false;
    }
    int end = index + 1;
    while (continuesOperator(tokens, end)) {
      end++;
    }
    String operator = tokens.sql().substring(tokens.at(index).start(), tokens.at(end - 1).end());
    return !OPERATORS.contains(operator);
  }

  private static boolean continuesOperator(Tokens tokens, int index) {
    return isOperator(tokens, index)
        && isOperator(tokens, index - 1)
        && tokens.at(index - 1).end() == tokens.at(index).start();
  }

  private static boolean isOperator(Tokens tokens, int index) {
    Token token = tokens.at(index);
    return token.kind() == TokenKind.SYMBOL && "()[],;.\0".indexOf(token.word()) < 0;
  }
}

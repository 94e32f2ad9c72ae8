package io.spectra.sql;

import io.spectra.failure.Failure;

/** Says where and what to look at when the parser stumbled. */
final class Hints {
  private static final int NEAR = 2;
  private static final int LONGEST = 40;

  private Hints() {}

  /**
   * @param index the token at which the text stopped making sense to the parser; the size for its
   *     end
   */
  static Failure refusal(Tokens tokens, int index) {
    int misspelt = misspelt(tokens, index);
    if (misspelt >= 0) {
      String meant = Spelling.nearest(tokens.at(misspelt).word());
      return refusal(
          tokens, misspelt, "did you mean " + meant + "? Check " + quote(tokens, misspelt));
    }
    if (index >= tokens.size()) {
      return refusal(tokens, index, "Something is missing at the end of the statement");
    }
    int comma = tokens.symbol(index, ',') ? index : index - 1;
    if (tokens.symbol(comma, ',') && Reserved.isReserved(tokens.at(comma + 1).word())) {
      String next = quote(tokens, comma + 1);
      return refusal(tokens, comma + 1, "Remove the comma before " + next);
    }
    return refusal(tokens, index, "Check for missing keyword near " + quote(tokens, index));
  }

  /** A misspelt keyword is often read as an alias, and found out one or two words later. */
  private static int misspelt(Tokens tokens, int index) {
    for (int at = index; at >= index - NEAR; at--) {
      Token token = tokens.at(at);
      boolean bare = token.kind() == TokenKind.WORD && !token.label();
      if (bare && Spelling.nearest(token.word()) != null) {
        return at;
      }
    }
    return -1;
  }

  private static Failure refusal(Tokens tokens, int index, String hint) {
    return Refusal.invalid(tokens.sql(), tokens.at(index).start(), hint, Refusal.PARSER);
  }

  private static String quote(Tokens tokens, int index) {
    String text = tokens.text(index);
    return "'" + (text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...") + "'";
  }
}

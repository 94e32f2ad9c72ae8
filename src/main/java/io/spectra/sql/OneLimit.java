package io.spectra.sql;

/** One LIMIT, since of two the warehouse might take the other one. */
final class OneLimit implements Rule {
  @Override
  public void check(Tokens tokens) {
    int outermost = 0;
    while (tokens.symbol(outermost, '(')) {
      outermost++;
    }
    for (int depth = 0; depth <= outermost; depth++) {
      checkDepth(tokens, depth);
    }
  }

  private static void checkDepth(Tokens tokens, int depth) {
    boolean seen = false;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.at(i);
      if (token.depth() < depth) {
        seen = false;
      } else if (token.depth() == depth && token.isKeyword("limit")) {
        if (seen) {
          throw Refusal.invalid(tokens.sql(), token.start(), "There is another LIMIT: remove one");
        }
        seen = true;
      }
    }
  }
}

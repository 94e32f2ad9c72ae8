package io.spectra.sql;

/**
 * {@code TABLE t} is a query too, in PostgreSQL, and names its relation outside any FROM clause. A
 * relation that is called {@code table} stands behind FROM, JOIN or a comma.
 */
final class NoTableCommand implements Rule {
  @Override
  public void check(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.keyword(i, "table") && !isRelation(tokens, i) && namesOne(tokens.at(i + 1))) {
        throw Refusal.blocked(
            tokens.sql(),
            tokens.at(i).start(),
            "TABLE",
            "Only SELECT and WITH ... SELECT are allowed");
      }
    }
  }

  private static boolean isRelation(Tokens tokens, int index) {
    return tokens.keyword(index - 1, "from")
        || tokens.keyword(index - 1, "join")
        || tokens.symbol(index - 1, ',');
  }

  private static boolean namesOne(Token next) {
    return next.isName() && !Reserved.isReserved(next.word()) || next.isKeyword("only");
  }
}

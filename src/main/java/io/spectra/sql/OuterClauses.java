package io.spectra.sql;

/**
 * Clauses of the outermost query.
 *
 * @param ordered whether its rows come in an order
 * @param limited whether it says how many rows there are at most: LIMIT, OFFSET, FETCH or TOP
 */
public record OuterClauses(boolean ordered, boolean limited) {
  /** Looks for them in what the gate let through; where in doubt they are there. */
  public static OuterClauses of(GatedSql sql) {
    Tokens tokens = Lexer.read(sql.text());
    boolean ordered = false;
    boolean limited = false;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.at(i).depth() == 0) {
        ordered |= tokens.keyword(i, "order");
        limited |=
            tokens.keyword(i, "limit")
                || tokens.keyword(i, "top")
                || tokens.keyword(i, "fetch")
                || tokens.keyword(i, "offset");
      }
    }
    return new OuterClauses(ordered, limited);
  }
}

package io.spectra.sql;

/** SELECT … INTO makes a table. INTO is reserved, so that it is never a bare column name. */
final class NoInto implements Rule {
  @Override
  public void check(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.keyword(i, "into")) {
        throw Refusal.blocked(
            tokens.sql(),
            tokens.at(i).start(),
            "SELECT INTO",
            "SELECT INTO creates a table; only reading is allowed");
      }
    }
  }
}

package io.spectra.sql;

/** {@code TABLE t} is a query too, in PostgreSQL. TABLE is reserved: no column is named so. */
final class NoTableCommand implements Rule {
  @Override
  public void check(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.keyword(i, "table")) {
        throw Refusal.blocked(
            tokens.sql(),
            tokens.at(i).start(),
            "TABLE",
            "Only SELECT and WITH ... SELECT are allowed");
      }
    }
  }
}

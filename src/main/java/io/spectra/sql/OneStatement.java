package io.spectra.sql;

/** One statement: a semicolon may end the text, and nothing may follow it. */
final class OneStatement implements Rule {
  @Override
  public void check(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.symbol(i, ';')) {
        throw Refusal.blocked(
            tokens.sql(),
            tokens.at(i).start(),
            "multiple statements",
            "Only one statement is allowed; nothing may follow the semicolon");
      }
    }
  }
}

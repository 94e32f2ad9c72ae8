package io.spectra.sql;

/** Functions that the policy names cannot be called, however the call is written. */
final class NoBlockedFunctions implements Rule {
  private final NameRules functions;

  NoBlockedFunctions(NameRules functions) {
    this.functions = functions;
  }

  @Override
  public void check(Tokens tokens) {
    for (int i = 1; i < tokens.size(); i++) {
      Token name = tokens.at(i - 1);
      if (!name.isName() || !tokens.symbol(i, '(')) {
        continue;
      }
      String reason = functions.reason(name.word());
      if (reason != null) {
        throw Refusal.blocked(tokens.sql(), name.start(), name.word(), reason);
      }
    }
  }
}

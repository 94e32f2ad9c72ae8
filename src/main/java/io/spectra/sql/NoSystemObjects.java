package io.spectra.sql;

/**
 * Relations and schemas of the warehouse itself cannot be named where a query reads from, nor used
 * as a qualifier. Elsewhere such a name is a column or an alias, and harmless.
 */
final class NoSystemObjects implements Rule {
  private final NameRules objects;

  NoSystemObjects(NameRules objects) {
    this.objects = objects;
  }

  @Override
  public void check(Tokens tokens) {
    Clauses clauses = new Clauses();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.at(i);
      clauses.take(token);
      boolean qualifier = tokens.symbol(i + 1, '.');
      boolean relation = clauses.inFrom() && !tokens.keyword(i - 1, "as");
      if (token.isName() && (qualifier || relation)) {
        refuseSystem(tokens, token);
      }
    }
  }

  private void refuseSystem(Tokens tokens, Token token) {
    String reason = objects.reason(token.word());
    if (reason != null) {
      throw Refusal.blocked(tokens.sql(), token.start(), token.word(), reason);
    }
  }
}

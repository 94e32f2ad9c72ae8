package io.spectra.sql;

/**
 * A cast to one of the catalog's types looks names up in the catalog ({@code 16384::regclass} is
 * the name of somebody's table), so it is refused in each of its forms.
 */
final class NoCatalogTypes implements Rule {
  private final NameRules types;

  NoCatalogTypes(NameRules types) {
    this.types = types;
  }

  @Override
  public void check(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      Token type = tokens.at(i);
      String reason = type.isName() && isType(tokens, i) ? types.reason(type.word()) : null;
      if (reason != null) {
        throw Refusal.blocked(tokens.sql(), type.start(), type.word(), reason);
      }
    }
  }

  /** {@code x::t}, {@code CAST(x AS t)}, {@code t 'x'}, {@code t(x)}. */
  private static boolean isType(Tokens tokens, int index) {
    return tokens.symbol(index - 1, ':') && tokens.symbol(index - 2, ':')
        || tokens.keyword(index - 1, "as") && tokens.at(index).depth() > 0
        || tokens.at(index + 1).kind() == TokenKind.STRING
        || tokens.symbol(index + 1, '(');
  }
}

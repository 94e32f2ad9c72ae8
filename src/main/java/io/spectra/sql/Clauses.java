package io.spectra.sql;

import java.util.Set;

/**
 * Follows, token by token, whether names stand where a query reads from.
 *
 * <p>Errs on the side of "yes": only words that both PostgreSQL and Redshift reserve end a FROM
 * clause, because any other word could be an alias with more relations behind it.
 */
final class Clauses {
  private static final Set<String> ENDS =
      Set.of(
          "select", "where", "group", "having", "order", "limit", "union", "except", "intersect");

  /**
   * Words behind which no relation is named until a comma or a JOIN. Some of them could be an alias
   * instead, and then just that comes next.
   */
  private static final Set<String> ASIDES =
      Set.of("on", "using", "qualify", "window", "connect", "start", "pivot");

  private enum Place {
    ELSEWHERE,
    FROM,
    /** In a FROM clause, in a condition or another aside: the next comma leads back. */
    ASIDE
  }

  private final Place[] places = new Place[Brackets.MAX_DEPTH + 2];
  private int depth;

  Clauses() {
    places[0] = Place.ELSEWHERE;
  }

  boolean inFrom() {
    return places[depth] == Place.FROM;
  }

  void take(Token token) {
    if (token.isSymbol('(') || token.isSymbol('[')) {
      depth = token.depth() + 1;
      places[depth] = places[depth - 1] == Place.FROM ? Place.FROM : Place.ELSEWHERE;
    } else if (token.isSymbol(')') || token.isSymbol(']')) {
      depth = token.depth();
    } else if (token.isSymbol(',') && places[depth] == Place.ASIDE) {
      places[depth] = Place.FROM;
    } else if (token.kind() == TokenKind.WORD && !token.label()) {
      word(token.word());
    }
  }

  private void word(String word) {
    if (word.equals("from") || word.equals("join")) {
      places[depth] = Place.FROM;
    } else if (places[depth] == Place.FROM && ASIDES.contains(word)) {
      places[depth] = Place.ASIDE;
    } else if (ENDS.contains(word)) {
      places[depth] = Place.ELSEWHERE;
    }
  }
}

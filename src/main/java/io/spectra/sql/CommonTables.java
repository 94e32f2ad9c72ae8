package io.spectra.sql;

import java.util.Locale;
import java.util.Set;

/**
 * The bodies of common table expressions are queries: a WITH list cannot carry an INSERT, UPDATE,
 * DELETE or MERGE, at whatever depth it stands.
 */
final class CommonTables implements Rule {
  private static final Set<String> WRITES = Set.of("insert", "update", "delete", "merge");

  @Override
  public void check(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (opensBody(tokens, i) && writes(tokens, i + 1)) {
        throw Refusal.blocked(
            tokens.sql(),
            tokens.at(i + 1).start(),
            tokens.at(i + 1).word().toUpperCase(Locale.ROOT),
            "A WITH list cannot write: data-modifying common table expressions are not allowed");
      }
    }
  }

  /** {@code AS (}, {@code AS MATERIALIZED (}, {@code AS NOT MATERIALIZED (}. */
  private static boolean opensBody(Tokens tokens, int bracket) {
    if (!tokens.symbol(bracket, '(')) {
      return false;
    }
    int before = bracket - 1;
    if (tokens.at(before).word().equals("materialized")) {
      before--;
      if (tokens.keyword(before, "not") || tokens.at(before).word().equals("not")) {
        before--;
      }
    }
    return tokens.keyword(before, "as");
  }

  private static boolean writes(Tokens tokens, int first) {
    Token verb = tokens.at(first);
    return verb.kind() == TokenKind.WORD && WRITES.contains(verb.word());
  }

  /**
   * Where the main query behind a WITH list begins: behind the last body at the list's depth, which
   * no comma and no SEARCH or CYCLE clause follows.
   *
   * @param with the index of WITH
   */
  static int mainQuery(Tokens tokens, int with) {
    int at = with + 1;
    while (at < tokens.size()) {
      while (at < tokens.size() && !opensBody(tokens, at)) {
        at++;
      }
      at = behindSearch(tokens, tokens.closing(at) + 1);
      if (!tokens.symbol(at, ',')) {
        return at;
      }
    }
    return at;
  }

  /** {@code SEARCH DEPTH FIRST BY a SET b}, {@code CYCLE a SET b USING c}: lists of names. */
  private static int behindSearch(Tokens tokens, int index) {
    int at = index;
    while (tokens.keyword(at, "search") || tokens.keyword(at, "cycle")) {
      while (at < tokens.size() && !tokens.keyword(at, "set")) {
        at++;
      }
      at += 2;
      while (tokens.keyword(at, "to")
          || tokens.keyword(at, "default")
          || tokens.keyword(at, "using")) {
        at += 2;
      }
    }
    return at;
  }
}

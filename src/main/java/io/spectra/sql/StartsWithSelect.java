package io.spectra.sql;

import io.spectra.failure.Failure;
import java.util.Set;

/** The statement is a SELECT, or a WITH whose main part is a SELECT, in brackets or not. */
final class StartsWithSelect implements Rule {
  /** Words between the verb and the kind of object that it acts on: CREATE OR REPLACE VIEW. */
  private static final Set<String> FILLERS =
      Set.of("or", "replace", "temp", "temporary", "external", "materialized", "unique", "local");

  /** Verbs that are named together with what they act on. */
  private static final Set<String> WITH_OBJECT =
      Set.of("create", "alter", "drop", "insert", "delete", "merge", "truncate", "refresh");

  private final NameRules statements;

  StartsWithSelect(NameRules statements) {
    this.statements = statements;
  }

  @Override
  public void check(Tokens tokens) {
    int first = 0;
    while (tokens.symbol(first, '(')) {
      first++;
    }
    checkVerb(tokens, first);
    if (tokens.keyword(first, "with")) {
      checkVerb(tokens, mainQuery(tokens, first));
    }
  }

  private void checkVerb(Tokens tokens, int first) {
    int at = first;
    while (tokens.symbol(at, '(')) {
      at++;
    }
    if (!tokens.keyword(at, "select") && !tokens.keyword(at, "with")) {
      throw refusal(tokens, at);
    }
  }

  private static int mainQuery(Tokens tokens, int with) {
    return CommonTables.mainQuery(tokens, with);
  }

  private Failure refusal(Tokens tokens, int at) {
    Token verb = tokens.at(at);
    String reason = verb.kind() == TokenKind.WORD ? statements.reason(verb.word()) : null;
    if (reason != null) {
      return Refusal.blocked(tokens.sql(), verb.start(), pattern(tokens, at), reason);
    }
    return Refusal.invalid(tokens.sql(), verb.start(), hint(verb));
  }

  private static String hint(Token verb) {
    String meant = verb.kind() == TokenKind.WORD ? Spelling.nearest(verb.word()) : null;
    return meant == null
        ? "Start with SELECT or WITH"
        : "did you mean " + meant + "? Start with SELECT or WITH";
  }

  /** The verb, and for some what it acts on: DROP TABLE. */
  static String pattern(Tokens tokens, int at) {
    String verb = tokens.at(at).word();
    int object = at + 1;
    while (FILLERS.contains(tokens.at(object).word())) {
      object++;
    }
    boolean named = WITH_OBJECT.contains(verb) && tokens.at(object).kind() == TokenKind.WORD;
    String pattern = named ? verb + " " + tokens.at(object).word() : verb;
    return pattern.toUpperCase(java.util.Locale.ROOT);
  }
}

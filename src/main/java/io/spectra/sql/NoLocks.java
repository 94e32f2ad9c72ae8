package io.spectra.sql;

/** Row locks write: FOR UPDATE, FOR NO KEY UPDATE, FOR SHARE, FOR KEY SHARE. */
final class NoLocks implements Rule {
  @Override
  public void check(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.keyword(i, "for") && locks(tokens, i + 1)) {
        throw Refusal.blocked(
            tokens.sql(),
            tokens.at(i).start(),
            pattern(tokens, i + 1),
            "Locking clauses are not allowed");
      }
    }
  }

  /** PIVOT may name a column so: {@code FOR update IN (…)}. */
  private static boolean locks(Tokens tokens, int at) {
    if (tokens.keyword(at, "update") || tokens.keyword(at, "share")) {
      return !tokens.keyword(at + 1, "in");
    }
    return tokens.keyword(at, "no") && tokens.keyword(at + 1, "key")
        || tokens.keyword(at, "key") && tokens.keyword(at + 1, "share");
  }

  private static String pattern(Tokens tokens, int at) {
    if (tokens.keyword(at, "no")) {
      return "FOR NO KEY UPDATE";
    }
    if (tokens.keyword(at, "key")) {
      return "FOR KEY SHARE";
    }
    return tokens.keyword(at, "update") ? "FOR UPDATE" : "FOR SHARE";
  }
}

package io.spectra.sql;

import java.util.Set;

/**
 * Leaves {@code (x)} of {@code CAST(x AS type)} and {@code x} of {@code x::type}: the parser knows
 * neither every type nor every expression that can be cast.
 */
final class Casts {
  private static final Set<String> SECOND_WORDS = Set.of("precision", "varying");

  private Casts() {}

  static void takeOut(Transcript transcript, int index) {
    Tokens tokens = transcript.tokens();
    if (isFunction(tokens, index)) {
      int end = tokens.closing(index + 1);
      int as = lastAs(tokens, index + 1, end);
      if (as > 0 && endOfType(tokens, as + 1) == end) {
        transcript.blank(index, index + 1);
        transcript.blank(as, end);
      }
    } else if (tokens.symbol(index, ':') && tokens.symbol(index + 1, ':')) {
      int end = endOfType(tokens, index + 2);
      if (end > index + 2) {
        transcript.blank(index, end);
      }
    }
  }

  private static boolean isFunction(Tokens tokens, int index) {
    boolean cast = tokens.keyword(index, "cast") || tokens.keyword(index, "try_cast");
    return cast && tokens.symbol(index + 1, '(');
  }

  private static int lastAs(Tokens tokens, int bracket, int end) {
    for (int i = end - 1; i > bracket + 1; i--) {
      if (tokens.keyword(i, "as") && tokens.at(i).depth() == tokens.at(bracket).depth() + 1) {
        return i;
      }
    }
    return -1;
  }

  /** The index behind the type that begins at {@code index}, or {@code index} if none does. */
  private static int endOfType(Tokens tokens, int index) {
    if (!tokens.at(index).isName()) {
      return index;
    }
    int at = index + 1;
    while (tokens.symbol(at, '.') && tokens.at(at + 1).isName()) {
      at += 2;
    }
    if (SECOND_WORDS.contains(tokens.at(at).word())) {
      at++;
    }
    if (tokens.symbol(at, '(')) {
      at = tokens.closing(at) + 1;
    }
    boolean zone = tokens.keyword(at, "with") || tokens.keyword(at, "without");
    if (zone && tokens.keyword(at + 1, "time") && tokens.keyword(at + 2, "zone")) {
      at += 3;
    }
    while (tokens.symbol(at, '[')) {
      at = tokens.closing(at) + 1;
    }
    return at;
  }
}

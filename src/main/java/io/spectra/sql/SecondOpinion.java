package io.spectra.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.spectra.failure.Failure;

/**
 * Asks the parser, which knows the grammar, about text that the rules have let through: for the
 * position of an error and a hint, and as a second pair of eyes. It decides nothing about safety.
 */
final class SecondOpinion {
  /** Longer texts are left to the warehouse, so that what the parser costs stays bounded. */
  private static final int MAX_TOKENS = 20_500;

  /** Different words in one text that the parser may mistake for another dialect's keywords. */
  private static final int MAX_NAMES = 8;

  private static final int LONGEST_REMEMBERED = 2_000;
  private static final int REMEMBERED = 2_000;

  private final ParserThreads threads;

  /** What the parser took for one query; the like of it differs in whole numbers alone. */
  private final Cache<String, Boolean> accepted =
      Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();

  SecondOpinion(ParserThreads threads) {
    this.threads = threads;
  }

  /**
   * @throws Failure INVALID_SQL where the text is no query to anybody
   */
  void check(Rebuilt rebuilt) {
    Tokens tokens = rebuilt.tokens();
    boolean asked = threads.areOpen() && tokens.size() <= MAX_TOKENS;
    int error = asked ? errorIn(rebuilt) : -1;
    if (error >= 0 && !Exotic.isIn(tokens)) {
      throw Hints.refusal(tokens, error);
    }
    if (tokens.unclosed() >= 0) {
      throw Refusal.invalid(tokens.sql(), tokens.unclosed(), "This bracket is never closed");
    }
  }

  /** The index of the token where the parser stumbles, or -1. */
  private int errorIn(Rebuilt rebuilt) {
    String alike = NumberBlind.text(rebuilt.text());
    if (accepted.getIfPresent(alike) != null) {
      return -1;
    }
    Transcript transcript = new Transcript(rebuilt);
    CpuBudget budget = threads.budget();
    int first = -1;
    int last = -1;
    for (int names = 0; names <= MAX_NAMES; names++) {
      Opinion opinion = threads.ask(transcript.text(), budget);
      if (opinion == Opinion.ONE_SELECT && alike.length() <= LONGEST_REMEMBERED) {
        accepted.put(alike, true);
      }
      if (!opinion.isError()) {
        return -1;
      }
      int index = rebuilt.indexAt(opinion.errorAt());
      first = first < 0 ? index : first;
      if (index == last || !Transcript.canBeName(rebuilt.tokens().at(index))) {
        return first;
      }
      last = index;
      transcript.neutralize(rebuilt.tokens().at(index).word());
    }
    return first;
  }
}

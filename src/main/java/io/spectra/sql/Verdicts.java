package io.spectra.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;

/**
 * Remembers verdicts on texts that come again, bounded in number and in bytes. The text itself is
 * the key: what one tenant asked tells another nothing, since a verdict depends on nothing else.
 * Thread-safe.
 */
final class Verdicts {
  /** The text, its rebuilt form, its tokens: measured at about 40 bytes a character. */
  private static final int BYTES_PER_CHARACTER = 40;

  private static final int SEEN = 1 << 14;

  private final Cache<Text, Verdict> cache;

  /** Texts that came once of late, by hash; a wrong guess costs a judgment or some memory. */
  private final AtomicIntegerArray seen = new AtomicIntegerArray(SEEN);

  /**
   * @param count verdicts at most; 0 remembers nothing
   * @param bytes memory for all at most, estimated
   */
  Verdicts(int count, long bytes) {
    long least = Math.max(1, bytes / Math.max(1, count));
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(count == 0 ? 0 : bytes)
            .weigher((Text text, Verdict verdict) -> weight(text.sql(), least))
            .executor(Runnable::run)
            .build();
  }

  private static int weight(String sql, long least) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(least, sql.length() * BYTES_PER_CHARACTER));
  }

  Verdict get(String sql, Function<String, Verdict> judge) {
    Text text = new Text(sql);
    Verdict known = cache.getIfPresent(text);
    if (known != null) {
      return known;
    }
    Verdict verdict = judge.apply(sql);
    if (comesAgain(text)) {
      cache.put(text, verdict);
    }
    return verdict;
  }

  /** Most texts with a key in them never do, and would only push out others. */
  private boolean comesAgain(Text text) {
    int hash = text.hashCode();
    return seen.getAndSet(hash & SEEN - 1, hash) == hash;
  }
}

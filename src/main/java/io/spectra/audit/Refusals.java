package io.spectra.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the records of refused requests, by who is refused and in all: one who knocks again and
 * again is seen, and floods nothing. Safe for use by many threads.
 */
final class Refusals {
  private static final int REMEMBERED = 50_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int perMinute;
  private final Bucket all;
  private final Cache<String, Refused> refused =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterAccess(WINDOW.multipliedBy(5))
          .build();

  /** What is known of one who is refused. */
  private record Refused(Bucket bucket, AtomicLong leftOut) {}

  Refusals(int perMinute, int allPerMinute) {
    this.perMinute = perMinute;
    this.all = bucket(allPerMinute);
  }

  /**
   * Counts one more.
   *
   * @param who a caller or an address
   * @return how many were left out since the last record, for the record that is to be kept now;
   *     empty where this one is left out
   */
  OptionalLong take(String who) {
    Refused known = refused.get(who, fresh -> new Refused(bucket(perMinute), new AtomicLong()));
    if (known.bucket().tryConsume(1) && all.tryConsume(1)) {
      return OptionalLong.of(known.leftOut().getAndSet(0));
    }
    known.leftOut().incrementAndGet();
    return OptionalLong.empty();
  }

  private static Bucket bucket(int perMinute) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, WINDOW))
        .build();
  }
}

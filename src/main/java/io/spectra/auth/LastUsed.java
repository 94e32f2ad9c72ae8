package io.spectra.auth;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** When a credential was last accepted, for operators. Safe for use by many threads. */
final class LastUsed {
  private static final long MINUTE = 60;

  private final AtomicLong epochSecond = new AtomicLong();
  private final AtomicLong told = new AtomicLong();

  void at(Instant now) {
    epochSecond.lazySet(now.getEpochSecond());
  }

  /** In seconds of the epoch; 0 for never, as far as is known. */
  long epochSecond() {
    return epochSecond.get();
  }

  /** Takes note of a use that another instance, or an earlier one, has told of. */
  void heard(long second) {
    told.accumulateAndGet(second, Math::max);
    epochSecond.accumulateAndGet(second, Math::max);
  }

  /** The last use, if it is in another minute than the one that was told before. */
  OptionalLong untold() {
    long used = epochSecond.get();
    long before = told.get();
    return used / MINUTE > before / MINUTE && told.compareAndSet(before, used)
        ? OptionalLong.of(used)
        : OptionalLong.empty();
  }
}

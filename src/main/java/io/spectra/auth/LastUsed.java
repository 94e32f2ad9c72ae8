package io.spectra.auth;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** When a credential was last accepted, for operators. Safe for use by many threads. */
final class LastUsed {
  private final AtomicLong epochSecond = new AtomicLong();

  void at(Instant now) {
    epochSecond.lazySet(now.getEpochSecond());
  }

  /** In seconds of the epoch; 0 for not since the start of this instance. */
  long epochSecond() {
    return epochSecond.get();
  }
}

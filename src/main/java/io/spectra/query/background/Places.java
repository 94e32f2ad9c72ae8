package io.spectra.query.background;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The bounded number of queries that are accepted and not ended. Safe for use by many threads. */
final class Places {
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final int all;
  private final int perTenant;
  private final Map<String, Integer> taken = new HashMap<>();
  private int total;

  Places(int all, int perTenant) {
    this.all = all;
    this.perTenant = perTenant;
  }

  /**
   * @throws Failure {@code RATE_LIMITED} when the tenant has as many as it may, {@code UNAVAILABLE}
   *     when there are as many as may be
   */
  synchronized void take(String tenant) {
    if (taken.getOrDefault(tenant, 0) >= perTenant) {
      throw Failure.of(
              ErrorCode.RATE_LIMITED, "Too many queries of this tenant wait for their results")
          .with("retry_after", AGAIN.toSeconds())
          .retryAfter(AGAIN);
    }
    if (total >= all) {
      throw Failure.of(ErrorCode.UNAVAILABLE, "Too many queries wait; try again").retryAfter(AGAIN);
    }
    taken.merge(tenant, 1, Integer::sum);
    total++;
  }

  synchronized void leave(String tenant) {
    taken.computeIfPresent(tenant, (key, count) -> count == 1 ? null : count - 1);
    total--;
  }
}

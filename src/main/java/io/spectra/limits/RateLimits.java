package io.spectra.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts requests per tenant, bucket and minute of the clock, each instance for itself.
 * Safe for use by many threads, and without I/O.
 */
@ApplicationScoped
public class RateLimits {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final boolean enabled;
  private final Clock clock;
  private final ConcurrentHashMap<Key, Bucket> buckets = new ConcurrentHashMap<>();

  private record Key(String tenant, String bucket, int perMinute) {}

  @Inject
  public RateLimits(LimitsConfig config) {
    this(config.enabled(), Clock.systemUTC());
  }

  RateLimits(boolean enabled, Clock clock) {
    this.enabled = enabled;
    this.clock = clock;
  }

  /**
   * Takes one request from a tenant's bucket.
   *
   * @param perMinute what the bucket holds
   * @return empty when limits are switched off
   */
  public Optional<Allowance> take(String tenant, String bucket, int perMinute) {
    if (!enabled) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Instant reset = now.truncatedTo(ChronoUnit.MINUTES).plus(WINDOW);
    var probe =
        buckets
            .computeIfAbsent(new Key(tenant, bucket, perMinute), key -> fill(perMinute, reset))
            .tryConsumeAndReturnRemaining(1);
    long wait = Math.max(1, (Duration.between(now, reset).toMillis() + 999) / 1000);
    return Optional.of(
        new Allowance(
            probe.isConsumed(),
            perMinute,
            probe.getRemainingTokens(),
            reset.getEpochSecond(),
            wait));
  }

  private Bucket fill(int perMinute, Instant reset) {
    var bandwidth =
        Bandwidth.builder()
            .capacity(perMinute)
            .refillIntervallyAligned(perMinute, WINDOW, reset)
            .build();
    return Bucket.builder()
        .addLimit(bandwidth)
        .withCustomTimePrecision(new ClockMeter(clock))
        .build();
  }
}

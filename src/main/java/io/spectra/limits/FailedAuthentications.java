package io.spectra.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts failed authentications by address, each instance for itself: guessing a credential
 * is hopeless, and asking for the verdict again and again is made slow. Good credentials from the
 * same address stay welcome. A minute begins with an address's first failure, and holds no more
 * than the limit: tokens do not come back one by one. Safe for use by many threads.
 */
@ApplicationScoped
public class FailedAuthentications {
  private static final int ADDRESSES = 100_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final LimitsConfig config;
  private final Clock clock;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(ADDRESSES).expireAfterAccess(Duration.ofMinutes(2)).build();

  @Inject
  public FailedAuthentications(LimitsConfig config) {
    this(config, Clock.systemUTC());
  }

  FailedAuthentications(LimitsConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Counts one more.
   *
   * @param address where it came from
   * @return how long to wait before the next one, when there were too many; else empty
   */
  public Optional<Duration> count(String address) {
    if (!config.enabled()) {
      return Optional.empty();
    }
    var probe = buckets.get(Networks.of(address), key -> fill()).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Bucket fill() {
    int perMinute = config.failedAuthenticationsPerMinute();
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillIntervally(perMinute, WINDOW))
        .withCustomTimePrecision(new ClockMeter(clock))
        .build();
  }
}

package io.spectra.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts requests per tenant, bucket and minute of the clock, for the whole deployment: the
 * instances tell each other what they let through, so that all of them together exceed a limit by
 * no more than what arrives while such news is on its way; and that is taken off the next minute.
 * Safe for use by many threads; taking does no I/O.
 */
@ApplicationScoped
public class RateLimits {
  private static final int AFTER_TOPICS = 3000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final boolean enabled;
  private final Clock clock;
  private final DeploymentUsage usage;
  private UsageFeed feed;
  private final ConcurrentHashMap<Key, Bucket> buckets = new ConcurrentHashMap<>();

  private record Key(String tenant, String bucket, int perMinute) {}

  @Inject
  public RateLimits(LimitsConfig config) {
    this(config.enabled(), Clock.systemUTC(), new DeploymentUsage(UUID.randomUUID().toString()));
  }

  RateLimits(boolean enabled, Clock clock, DeploymentUsage usage) {
    this.enabled = enabled;
    this.clock = clock;
    this.usage = usage;
  }

  /** After the topics are made. */
  void start(
      @Observes @Priority(AFTER_TOPICS) StartupEvent event,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    if (enabled) {
      feed = new UsageFeed(kafka, usage).start();
    }
  }

  @PreDestroy
  void close() {
    if (feed != null) {
      feed.close();
    }
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
    long minute = now.getEpochSecond() / WINDOW.toSeconds();
    Bucket tokens =
        buckets.computeIfAbsent(new Key(tenant, bucket, perMinute), key -> fill(perMinute, reset));
    long byOthers = usage.news(tenant, bucket, minute);
    if (byOthers > 0) {
      tokens.consumeIgnoringRateLimits(byOthers);
    }
    var probe = tokens.tryConsumeAndReturnRemaining(1);
    if (probe.isConsumed()) {
      usage.add(tenant, bucket, minute);
    }
    long wait = Math.max(1, (Duration.between(now, reset).toMillis() + 999) / 1000);
    return Optional.of(
        new Allowance(
            probe.isConsumed(),
            perMinute,
            Math.max(0, probe.getRemainingTokens()),
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

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
    var probe = bucket(tenant, bucket, perMinute, now).tryConsumeAndReturnRemaining(1);
    if (probe.isConsumed()) {
      usage.add(tenant, bucket, minute(now));
    }
    return Optional.of(allowance(probe.isConsumed(), perMinute, probe.getRemainingTokens(), now));
  }

  /** Like {@link #take}, for who is not to be charged: what is left, with nothing taken. */
  public Optional<Allowance> look(String tenant, String bucket, int perMinute) {
    if (!enabled) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    long left = bucket(tenant, bucket, perMinute, now).getAvailableTokens();
    return Optional.of(allowance(left > 0, perMinute, left, now));
  }

  /** With what other instances let through taken from it. */
  private Bucket bucket(String tenant, String bucket, int perMinute, Instant now) {
    Bucket tokens =
        buckets.computeIfAbsent(
            new Key(tenant, bucket, perMinute), key -> fill(perMinute, reset(now)));
    long byOthers = usage.news(tenant, bucket, minute(now));
    if (byOthers > 0) {
      tokens.consumeIgnoringRateLimits(byOthers);
    }
    return tokens;
  }

  private static Allowance allowance(boolean allowed, int perMinute, long left, Instant now) {
    Instant reset = reset(now);
    long wait = Math.max(1, (Duration.between(now, reset).toMillis() + 999) / 1000);
    return new Allowance(allowed, perMinute, Math.max(0, left), reset.getEpochSecond(), wait);
  }

  private static Instant reset(Instant now) {
    return now.truncatedTo(ChronoUnit.MINUTES).plus(WINDOW);
  }

  private static long minute(Instant now) {
    return now.getEpochSecond() / WINDOW.toSeconds();
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

package io.spectra.auth;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shows when each credential of the registry was last used, as the gauge {@code
 * spectra.credential.last.used}: seconds of the epoch, 0 for never. What other instances tell
 * counts, and what was told before a restart. Safe for use by many threads.
 */
@ApplicationScoped
public class LastUses {
  private static final int AFTER_TOPICS = 3000;
  private static final Duration TELL = Duration.ofSeconds(30);

  private final MeterRegistry meters;
  private final Map<String, LastUsed> byName = new ConcurrentHashMap<>();

  /** Of credentials that the registry does not hold, for when it does. */
  private final Map<String, Long> others = new ConcurrentHashMap<>();

  private LastUsedFeed feed;

  public LastUses(MeterRegistry meters) {
    this.meters = meters;
  }

  /** After the topics are made. */
  void start(
      @Observes @Priority(AFTER_TOPICS) StartupEvent event,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    feed = new LastUsedFeed(kafka, this, TELL).start();
  }

  @PreDestroy
  void close() {
    if (feed != null) {
      feed.close();
    }
  }

  /** Where the uses of the credential of that name are noted, over reloads of the registry too. */
  LastUsed of(String credential) {
    return byName.computeIfAbsent(credential, this::show);
  }

  /** Takes note of what was told. */
  void heard(String credential, long second) {
    others.merge(credential, second, Math::max);
    LastUsed known = byName.get(credential);
    if (known != null) {
      known.heard(second);
    }
  }

  /** The last uses that are to be told, in seconds of the epoch. */
  Map<String, Long> untold() {
    Map<String, Long> untold = new HashMap<>();
    byName.forEach((name, used) -> used.untold().ifPresent(second -> untold.put(name, second)));
    return untold;
  }

  private LastUsed show(String credential) {
    LastUsed lastUsed = new LastUsed();
    lastUsed.heard(others.getOrDefault(credential, 0L));
    Gauge.builder("spectra.credential.last.used", lastUsed, LastUsed::epochSecond)
        .description("When a credential was last accepted; by other instances, to the minute")
        .baseUnit("seconds")
        .tag("credential", credential)
        .register(meters);
    return lastUsed;
  }
}

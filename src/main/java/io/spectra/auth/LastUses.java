package io.spectra.auth;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shows when each credential of the registry was last used, as the gauge {@code
 * spectra.credential.last.used}: seconds of the epoch, 0 for not since the start.
 */
@ApplicationScoped
public class LastUses {
  private final MeterRegistry meters;
  private final ConcurrentHashMap<String, LastUsed> byName = new ConcurrentHashMap<>();

  public LastUses(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Where the uses of the credential of that name are noted, over reloads of the registry too. */
  LastUsed of(String credential) {
    return byName.computeIfAbsent(credential, this::show);
  }

  private LastUsed show(String credential) {
    LastUsed lastUsed = new LastUsed();
    Gauge.builder("spectra.credential.last.used", lastUsed, LastUsed::epochSecond)
        .description("When a credential was last accepted by this instance")
        .baseUnit("seconds")
        .tag("credential", credential)
        .register(meters);
    return lastUsed;
  }
}

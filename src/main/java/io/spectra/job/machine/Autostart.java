package io.spectra.job.machine;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * When a query job starts that nobody has started.
 *
 * @param after the time from its creation, zero for at once, empty for never
 */
public record Autostart(Optional<Duration> after) {
  private static final String NEVER = "never";

  /**
   * Reads the option's value; the configuration calls this by its name.
   *
   * @param text {@code never}, or a duration as Quarkus writes it, such as {@code 5s}
   * @throws IllegalArgumentException if it is neither
   */
  public static Autostart of(String text) {
    String value = text.strip().toLowerCase(Locale.ROOT);
    return new Autostart(
        value.equals(NEVER)
            ? Optional.empty()
            : Optional.of(DurationConverter.parseDuration(value)));
  }

  /** Whether a query job starts in the same moment in which it is submitted. */
  public boolean atOnce() {
    return after.filter(Duration::isZero).isPresent();
  }
}

package io.spectra.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailedAuthenticationsTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:20Z");
  private static final int LIMIT = 6;
  private static final int CROWD = 20_000;
  private static final int ANY = 100;

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final FailedAuthentications failed = limitedTo(LIMIT);

  @Test
  @DisplayName("R-072 a minute holds the limit and not one more, however its failures are spread")
  void exactlyTheLimit() {
    assertThat(letThrough(Duration.ZERO)).isEqualTo(LIMIT);
    for (int second = 1; second < 60; second++) {
      assertThat(letThrough(Duration.ofSeconds(second))).as("second %d", second).isZero();
    }
    assertThat(letThrough(Duration.ofMillis(59_999))).isZero();
    assertThat(letThrough(Duration.ofSeconds(60))).isEqualTo(LIMIT);
  }

  @Test
  @DisplayName("R-072 whoever waits as long as told is heard again, and nobody before")
  void tellsTheWait() {
    letThrough(Duration.ZERO);
    now.set(START.plusSeconds(17));
    Duration wait = failed.count("192.0.2.1").orElseThrow();
    assertThat(wait).isEqualTo(Duration.ofSeconds(43));

    now.set(START.plusSeconds(17).plus(wait).minusMillis(1));
    assertThat(failed.count("192.0.2.1")).hasValue(Duration.ofMillis(1));
    now.set(START.plusSeconds(17).plus(wait));
    assertThat(failed.count("192.0.2.1")).isEmpty();
  }

  @Test
  @DisplayName("R-072 of many at once, just as many as the limit are let through")
  void hammered() {
    FailedAuthentications many = limitedTo(CROWD / 10);
    for (String address : new String[] {"192.0.2.1", "2001:db8:0:1:0:0:0:1"}) {
      assertThat(
              IntStream.range(0, CROWD)
                  .parallel()
                  .filter(i -> many.count(address).isEmpty())
                  .count())
          .isEqualTo(CROWD / 10);
    }
  }

  @Test
  @DisplayName("R-072 an address's count is its own; of IPv6 it is the network's")
  void addresses() {
    letThrough(Duration.ZERO);
    assertThat(failed.count("192.0.2.2")).isEmpty();

    long let =
        IntStream.range(0, 2 * LIMIT)
            .mapToObj(i -> failed.count("2001:db8:0:1:0:0:0:" + Integer.toHexString(i)))
            .filter(Optional::isEmpty)
            .count();
    assertThat(let).isEqualTo(LIMIT);
    assertThat(failed.count("2001:db8:0:2:0:0:0:1")).isEmpty();
  }

  /** How many of twice the limit pass at this time after the start. */
  private long letThrough(Duration after) {
    now.set(START.plus(after));
    return IntStream.range(0, 2 * LIMIT).filter(i -> failed.count("192.0.2.1").isEmpty()).count();
  }

  private FailedAuthentications limitedTo(int perMinute) {
    LimitsConfig config =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, ANY, new DurationConverter())
            .withMapping(LimitsConfig.class)
            .withDefaultValue(
                "spectra.limits.failed-authentications-per-minute", Integer.toString(perMinute))
            .build()
            .getConfigMapping(LimitsConfig.class);
    return new FailedAuthentications(config, new Given());
  }

  /** Says what the test says. */
  private final class Given extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }
}

package io.spectra.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:20Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final DeploymentUsage usage = new DeploymentUsage("this");
  private final RateLimits limits =
      new RateLimits(
          true,
          new Clock() {
            @Override
            public java.time.ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now.get();
            }
          },
          usage);

  @Test
  @DisplayName("R-072 the limit is met exactly, and the answer says when it resets")
  void countsToTheLimit() {
    for (int left = 2; left >= 0; left--) {
      assertThat(take("acme")).isEqualTo(new Allowance(true, 3, left, reset(), 40));
    }
    assertThat(take("acme")).isEqualTo(new Allowance(false, 3, 0, reset(), 40));
  }

  @Test
  @DisplayName("R-072 to look takes nothing")
  void looks() {
    take("acme");
    for (int i = 0; i < 5; i++) {
      assertThat(limits.look("acme", "queries", 3))
          .hasValue(new Allowance(true, 3, 2, reset(), 40));
    }
    assertThat(take("acme").remaining()).isEqualTo(1);
  }

  @Test
  @DisplayName("R-072 a new minute of the clock fills the bucket, not a second earlier")
  void fillsAtTheMinute() {
    for (int i = 0; i < 3; i++) {
      take("acme");
    }
    now.set(Instant.parse("2026-11-23T10:00:59.999Z"));
    assertThat(take("acme").allowed()).isFalse();
    assertThat(take("acme").secondsToReset()).isEqualTo(1);

    now.set(Instant.parse("2026-11-23T10:01:00Z"));
    assertThat(take("acme").remaining()).isEqualTo(2);

    now.set(START.plus(Duration.ofHours(3)));
    assertThat(take("acme").remaining()).isEqualTo(2);
  }

  @Test
  @DisplayName("R-072 a tenant's limit is its own")
  void tenantsDoNotFeelEachOther() {
    for (int i = 0; i < 9; i++) {
      take("acme");
    }

    assertThat(take("globex").remaining()).isEqualTo(2);
  }

  @Test
  @DisplayName("R-072 what other instances let through counts, once, in its minute alone")
  void countsOthers() {
    long minute = START.getEpochSecond() / 60;
    take("acme");
    usage.hear(new UsageCount("other", "acme", "queries", minute, 1));
    usage.hear(new UsageCount("other", "acme", "queries", minute, 1));
    usage.hear(new UsageCount("other", "acme", "queries", minute - 1, 9));
    usage.hear(new UsageCount("this", "acme", "queries", minute, 9));

    assertThat(take("acme")).isEqualTo(new Allowance(true, 3, 0, reset(), 40));
    assertThat(take("acme").allowed()).isFalse();
    assertThat(usage.untold())
        .containsExactly(new UsageCount("this", "acme", "queries", minute, 2));
    assertThat(usage.untold()).isEmpty();
  }

  @Test
  @DisplayName("R-072 what was let through beyond the limit is taken off the next minute")
  void chargesTheOvershoot() {
    take("acme");
    usage.hear(new UsageCount("other", "acme", "queries", START.getEpochSecond() / 60, 4));
    assertThat(take("acme").allowed()).isFalse();

    now.set(Instant.parse("2026-11-23T10:01:00Z"));
    assertThat(take("acme").remaining()).isZero();
    assertThat(take("acme").allowed()).isFalse();
  }

  @Test
  @DisplayName("switched off, nothing is counted")
  void canBeSwitchedOff() {
    assertThat(new RateLimits(false, Clock.systemUTC(), usage).take("acme", "queries", 1))
        .isEmpty();
  }

  private Allowance take(String tenant) {
    return limits.take(tenant, "queries", 3).orElseThrow();
  }

  private static long reset() {
    return Instant.parse("2026-11-23T10:01:00Z").getEpochSecond();
  }
}

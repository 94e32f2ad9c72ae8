package io.spectra.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  @Test
  @DisplayName("R-086 refusals are bounded by who is refused, and what was left out is told")
  void byCaller() {
    Refusals refusals = new Refusals(2, 1_000_000);
    assertThat(refusals.take("a")).hasValue(0);
    assertThat(refusals.take("a")).hasValue(0);
    assertThat(refusals.take("a")).isEmpty();
    assertThat(refusals.take("b")).hasValue(0);
  }

  @Test
  @DisplayName("R-086 refusals are bounded in all, by however many they come")
  void inAll() {
    Refusals refusals = new Refusals(1000, 10);
    int kept = 0;
    for (int i = 0; i < 500; i++) {
      kept += refusals.take("address-" + i).isPresent() ? 1 : 0;
    }
    assertThat(kept).isBetween(10, 12);
  }

  @Test
  @DisplayName("R-086 the next record tells how many had none")
  void leftOut() throws InterruptedException {
    Refusals refusals = new Refusals(6000, 1_000_000);
    long kept = 0;
    long told = 0;
    int asked = 0;
    while (told == 0) {
      var taken = refusals.take("a");
      asked++;
      kept += taken.isPresent() ? 1 : 0;
      told += taken.orElse(0);
    }
    assertThat(kept + told).isEqualTo(asked);
  }
}

package io.spectra.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JobIdTest {
  @Test
  @DisplayName("R-044 the id of a sync query tells when it was made; no other id does")
  void tellsWhenItWasMade() {
    assertThat(JobId.queryMadeAt(JobId.query()))
        .hasValueSatisfying(
            made -> assertThat(made).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS)));
    assertThat(JobId.queryMadeAt(JobId.bulk())).isEmpty();
    assertThat(JobId.queryMadeAt("1795644441976199")).isEmpty();
    assertThat(JobId.queryMadeAt("job-none")).isEmpty();
    assertThat(JobId.queryMadeAt("job-1b4e28ba-2fa1-11d2-883f-0016d3cca427")).isEmpty();
  }
}

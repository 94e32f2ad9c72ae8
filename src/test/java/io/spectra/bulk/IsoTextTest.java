package io.spectra.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsoTextTest {
  @ParameterizedTest
  @CsvSource({
    "2024-01-02 03:04:05.678, 2024-01-02T03:04:05.678",
    "2024-01-02 03:04:05, 2024-01-02T03:04:05",
    "infinity, infinity",
    "0044-03-15 12:00:00 BC, 0044-03-15 12:00:00 BC"
  })
  @DisplayName("R-009 TIMESTAMP values carry no zone")
  void timestamps(String warehouse, String iso) {
    assertThat(IsoText.timestamp(warehouse)).isEqualTo(iso);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-02 03:04:05.678+00, 2024-01-02T03:04:05.678Z",
    "2024-01-02 03:04:05.123456+00, 2024-01-02T03:04:05.123456Z",
    "2024-01-02 03:04:05+02, 2024-01-02T01:04:05Z",
    "2024-01-02 03:04:05.5-03:30, 2024-01-02T06:34:05.5Z",
    "infinity, infinity",
    "0044-03-15 12:00:00+00 BC, 0044-03-15 12:00:00+00 BC"
  })
  @DisplayName("R-009 TIMESTAMPTZ values are in UTC and end in Z, whatever zone the session has")
  void timestampsWithZone(String warehouse, String iso) {
    assertThat(IsoText.timestamptz(warehouse)).isEqualTo(iso);
  }

  @ParameterizedTest
  @CsvSource({
    "03:04:05+00, 03:04:05Z",
    "03:04:05.1-08, 03:04:05.1-08:00",
    "01:00:00+05:30, 01:00:00+05:30"
  })
  @DisplayName("R-017 TIMETZ values carry an ISO offset")
  void timesWithZone(String warehouse, String iso) {
    assertThat(IsoText.timetz(warehouse)).isEqualTo(iso);
  }

  @Test
  @DisplayName("R-055 NULL stays NULL")
  void nulls() {
    assertThat(IsoText.timestamp(null)).isNull();
    assertThat(IsoText.timestamptz(null)).isNull();
    assertThat(IsoText.timetz(null)).isNull();
  }
}

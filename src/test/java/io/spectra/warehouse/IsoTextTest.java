package io.spectra.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsoTextTest {
  @ParameterizedTest
  @CsvSource({
    "2024-01-02 03:04:05, 2024-01-02T03:04:05",
    "2024-01-02 03:04:05.678901, 2024-01-02T03:04:05.678901",
    "infinity, infinity",
    "0044-03-15 12:00:00 BC, 0044-03-15 12:00:00 BC"
  })
  @DisplayName("R-009 A TIMESTAMP is ISO 8601 without a zone")
  void timestamp(String text, String iso) {
    assertThat(IsoText.timestamp(text)).isEqualTo(iso);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-02 03:04:05+00, 2024-01-02T03:04:05Z",
    "2024-01-02 03:04:05.600001+05, 2024-01-01T22:04:05.600001Z",
    "2024-01-02 03:04:05-03:30, 2024-01-02T06:34:05Z",
    "2024-01-02 03:04:00+01, 2024-01-02T02:04:00Z",
    "-infinity, -infinity"
  })
  @DisplayName("R-009 A TIMESTAMPTZ is ISO 8601 in UTC")
  void timestamptz(String text, String iso) {
    assertThat(IsoText.timestamptz(text)).isEqualTo(iso);
  }

  @ParameterizedTest
  @CsvSource({
    "01:02:03+00, 01:02:03Z",
    "01:02:03.5-08, 01:02:03.5-08:00",
    "01:02:03+05:30, 01:02:03+05:30"
  })
  @DisplayName("R-009 A TIMETZ is ISO 8601 with its own offset")
  void timetz(String text, String iso) {
    assertThat(IsoText.timetz(text)).isEqualTo(iso);
  }
}

package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {
  @ParameterizedTest
  @DisplayName("R-083 R-084 preferences are read as RFC 7240 has them")
  @ValueSource(
      strings = {
        "respond-async, wait=10",
        "Respond-Async;x=\"a,b\" , WAIT = 10",
        "handling=lenient, wait=\"10\", respond-async",
        "foo=\"wait=3, \\\" respond\", respond-async, wait=10, wait=20",
        "respond-async=\"\",wait=10;a;b=c"
      })
  void read(String header) {
    Preferences read = Preferences.of(List.of(header));
    assertThat(read.respondAsync()).isTrue();
    assertThat(read.waiting()).contains(Duration.ofSeconds(10));
  }

  @Test
  @DisplayName("R-083 several headers are one list")
  void several() {
    Preferences read = Preferences.of(List.of("return=minimal", "wait=5"));
    assertThat(read.waiting()).contains(Duration.ofSeconds(5));
    assertThat(read.respondAsync()).isFalse();
  }

  @ParameterizedTest
  @DisplayName("R-083 what is not understood is ignored")
  @ValueSource(
      strings = {
        "",
        ",",
        ";",
        "=",
        "wait",
        "wait=",
        "wait=-1",
        "wait=1.5",
        "wait=99999999999",
        "x=\"wait=1",
        "wait=ten",
        "\"wait=1\"",
        "xwait=1"
      })
  void ignored(String header) {
    assertThat(Preferences.of(List.of(header)).waiting()).isEmpty();
    assertThat(Preferences.of(List.of(header)).respondAsync()).isFalse();
  }
}

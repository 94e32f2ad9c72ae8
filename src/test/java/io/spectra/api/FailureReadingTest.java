package io.spectra.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureReadingTest {
  @Test
  @DisplayName("R-022 R-070 what nobody foresaw is INTERNAL_ERROR and leaks nothing")
  void unforeseenExceptionsLeakNothing() {
    var thrown = new IllegalStateException("jdbc:redshift://10.0.0.7 password=hunter2");

    Answer answer = Envelope.of(FailureReading.of(thrown));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body().toString())
        .contains("INTERNAL_ERROR")
        .doesNotContain("hunter2", "10.0.0.7", "IllegalState");
  }

  @Test
  @DisplayName("a failure is found inside what Camel wraps around it")
  void failuresAreUnwrapped() {
    Failure failure = Failure.of(ErrorCode.CONFLICT, "too late");

    assertThat(FailureReading.of(new RuntimeCamelException(failure))).isSameAs(failure);
  }

  @Test
  @DisplayName("a failure that merely caused something else does not speak for it")
  void causesOfOtherFailuresStayInside() {
    var thrown = new IllegalStateException(Failure.of(ErrorCode.NOT_FOUND, "another tenant's"));

    assertThat(FailureReading.of(thrown).code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
  }

  @Test
  @DisplayName("a full pool is 503 with Retry-After in whole seconds")
  void fullPoolsAreUnavailable() {
    Answer answer = Envelope.of(FailureReading.of(new RejectedExecutionException()));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsEntry("Retry-After", "1");
    assertThat(
            Envelope.of(
                    Failure.of(ErrorCode.UNAVAILABLE, "later").retryAfter(Duration.ofMillis(1200)))
                .headers())
        .isEqualTo(Map.of("Retry-After", "2"));
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  @DisplayName("R-070 every code has a status of its kind, and the envelope's three fields")
  void everyCodeHasAStatus(ErrorCode code) {
    Answer answer = Envelope.of(Failure.of(code, "said").with("allow", "GET"));

    assertThat(answer.status()).isBetween(400, 504);
    assertThat(answer.body().toString()).contains("code=" + code, "message=said", "details=");
  }
}

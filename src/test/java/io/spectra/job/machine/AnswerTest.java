package io.spectra.job.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AnswerTest {
  @Test
  @DisplayName("R-031: a refusal for now tells when to ask again")
  void saysWhenToAskAgain() {
    Answer busy =
        new Answer(null, ErrorCode.CONFLICT, "It still runs.", false, Duration.ofSeconds(1));

    assertThat(catchThrowableOfType(Failure.class, busy::orThrow).retryAfter())
        .contains(Duration.ofSeconds(1));
    assertThat(
            catchThrowableOfType(
                    Failure.class, new Answer(null, ErrorCode.CONFLICT, "No.")::orThrow)
                .retryAfter())
        .isEmpty();
  }
}

package io.spectra.job.ledger;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for what the ledger answers. */
final class Waiting {
  private Waiting() {}

  /**
   * The answer.
   *
   * @throws Failure the one that the answer failed with; {@code UNAVAILABLE} for any other reason
   */
  static <T> T of(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw failure(e.getCause());
    }
  }

  /** What a caller is told of a reason. */
  static Failure failure(Throwable reason) {
    Throwable cause = reason instanceof CompletionException ? reason.getCause() : reason;
    return cause instanceof Failure failure
        ? failure
        : Failure.of(ErrorCode.UNAVAILABLE, "The job ledger did not answer in time; try again.")
            .retryAfter(Duration.ofSeconds(1))
            .causedBy(cause);
  }
}

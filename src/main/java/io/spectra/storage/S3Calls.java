package io.spectra.storage;

import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Runs requests to S3 and says by a {@link io.spectra.failure.Failure} what became of them. */
final class S3Calls {
  private S3Calls() {}

  static void run(Runnable request) {
    call(
        () -> {
          request.run();
          return null;
        });
  }

  static <T> T call(Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw S3Failures.of(e);
    }
  }
}

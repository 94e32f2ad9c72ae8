package io.spectra.storage;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Sorts S3's errors by one question: may trying again help? What S3 said is for the log only. */
final class S3Failures {
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int TIMEOUT = 408;
  private static final int THROTTLED = 429;
  private static final int SERVER_ERROR = 500;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private S3Failures() {}

  static Failure of(SdkException e) {
    if (!(e instanceof AwsServiceException answer)) {
      return unavailable(e);
    }
    int status = answer.statusCode();
    if (status == PRECONDITION_FAILED) {
      return Failure.of(ErrorCode.CONFLICT, "The object exists already.").causedBy(e);
    }
    boolean passing =
        status >= SERVER_ERROR
            || status == THROTTLED
            || status == TIMEOUT
            || status == CONFLICT
            || answer.isThrottlingException();
    return passing ? unavailable(e) : refused(e);
  }

  private static Failure unavailable(SdkException e) {
    return Failure.of(ErrorCode.UNAVAILABLE, "The file storage does not answer now.")
        .retryAfter(RETRY_AFTER)
        .causedBy(e);
  }

  private static Failure refused(SdkException e) {
    return Failure.of(ErrorCode.INTERNAL_ERROR, "The file storage refused the request.")
        .causedBy(e);
  }
}

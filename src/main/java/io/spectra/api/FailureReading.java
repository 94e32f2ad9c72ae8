package io.spectra.api;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.RuntimeCamelException;

/** Reads any exception as the failure that the caller is told of; whatever is unknown is ours. */
public final class FailureReading {
  private FailureReading() {}

  public static Failure of(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof Failure failure) {
        return failure;
      }
      if (each instanceof RejectedExecutionException) {
        return Failure.of(ErrorCode.UNAVAILABLE, "The service is at its limit; try again")
            .retryAfter(java.time.Duration.ofSeconds(1));
      }
      if (!wraps(each)) {
        break;
      }
    }
    return Failure.of(ErrorCode.INTERNAL_ERROR, "Something went wrong on our side")
        .causedBy(thrown);
  }

  private static boolean wraps(Throwable each) {
    return each instanceof RuntimeCamelException
        || each instanceof CamelExecutionException
        || each instanceof java.util.concurrent.ExecutionException
        || each instanceof java.util.concurrent.CompletionException
        || each instanceof java.lang.reflect.InvocationTargetException;
  }
}

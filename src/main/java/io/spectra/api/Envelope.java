package io.spectra.api;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The one form of every failure: {@code {"error": {"code", "message", "details"}}}. */
public final class Envelope {
  private Envelope() {}

  /** The answer that tells the caller of a failure. */
  public static Answer of(Failure failure) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", failure.code().name());
    error.put("message", failure.getMessage());
    error.put("details", failure.details());
    return new Answer(HttpStatus.of(failure.code()), headers(failure), Map.of("error", error));
  }

  private static Map<String, String> headers(Failure failure) {
    if (failure.code() == ErrorCode.UNAUTHORIZED) {
      return Map.of("WWW-Authenticate", "Bearer realm=\"spectra\"");
    }
    if (failure.code() == ErrorCode.METHOD_NOT_ALLOWED) {
      return Map.of("Allow", String.valueOf(failure.details().get("allow")));
    }
    return failure
        .retryAfter()
        .map(after -> Map.of("Retry-After", Long.toString(wholeSeconds(after))))
        .orElse(Map.of());
  }

  /** A wait in whole seconds, such that whoever waits so long has waited long enough. */
  static long wholeSeconds(Duration wait) {
    return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
  }
}

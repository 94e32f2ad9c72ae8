package io.spectra.api;

import io.spectra.failure.ErrorCode;

/** Which HTTP status tells of which error code, as the API reference has it. */
final class HttpStatus {
  private HttpStatus() {}

  static int of(ErrorCode code) {
    return switch (code) {
      case INVALID_REQUEST, INVALID_SQL, SQL_BLOCKED -> 400;
      case UNAUTHORIZED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case METHOD_NOT_ALLOWED -> 405;
      case CONFLICT -> 409;
      case PAYLOAD_TOO_LARGE -> 413;
      case RATE_LIMITED -> 429;
      case INTERNAL_ERROR -> 500;
      case UNAVAILABLE -> 503;
      case QUERY_TIMEOUT -> 504;
    };
  }
}

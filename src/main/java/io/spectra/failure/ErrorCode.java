package io.spectra.failure;

/** The error codes of the API reference, and the additive ones of requirements.md. */
public enum ErrorCode {
  INVALID_REQUEST,
  INVALID_SQL,
  SQL_BLOCKED,
  UNAUTHORIZED,
  FORBIDDEN,
  NOT_FOUND,
  METHOD_NOT_ALLOWED,
  CONFLICT,
  PAYLOAD_TOO_LARGE,
  RATE_LIMITED,
  QUERY_TIMEOUT,
  /** A part that is needed is not there now; trying again later may help. */
  UNAVAILABLE,
  INTERNAL_ERROR
}

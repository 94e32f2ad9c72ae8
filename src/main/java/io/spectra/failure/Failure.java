package io.spectra.failure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The one exception by which any part of the service says to the caller what went wrong.
 *
 * <p>Whatever stands in {@link #getMessage()} and {@link #details()} is shown to the caller as it
 * is, so it names no class, host, credential or other tenant. What only an operator may see goes
 * into the cause, which is logged and never sent. Immutable; safe to share between threads.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Map<String, Object> details;
  private final Duration retryAfter;

  private Failure(
      ErrorCode code,
      String message,
      Map<String, Object> details,
      Duration retryAfter,
      Throwable cause) {
    // A caller's mistake is no fault of the service: no stack trace to fill or to log.
    super(message, cause, false, cause != null || code == ErrorCode.INTERNAL_ERROR);
    this.code = code;
    this.details = details;
    this.retryAfter = retryAfter;
  }

  /** A failure without details. */
  public static Failure of(ErrorCode code, String message) {
    return new Failure(code, message, Map.of(), null, null);
  }

  /** This failure with one more detail; details keep the order in which they were added. */
  public Failure with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new Failure(
        code, getMessage(), java.util.Collections.unmodifiableMap(more), retryAfter, getCause());
  }

  /**
   * This failure with a hint when trying again may help, null for none; sent in whole seconds, at
   * least one.
   */
  public Failure retryAfter(Duration after) {
    return new Failure(code, getMessage(), details, after, getCause());
  }

  /** This failure with what caused it, for the log only. */
  public Failure causedBy(Throwable cause) {
    return new Failure(code, getMessage(), details, retryAfter, cause);
  }

  public ErrorCode code() {
    return code;
  }

  /** JSON-ready values by name; never null, may be empty, unmodifiable. */
  public Map<String, Object> details() {
    return details;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}

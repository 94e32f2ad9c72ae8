package io.spectra.routes;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** How a route of an operator says no: the caller gets the reason in the error envelope. */
@Singleton
@Named("refuse")
public class Refuse {
  /**
   * @param reason for the caller, a sentence that says what to do about it
   * @throws Failure always: {@code SQL_BLOCKED} with this reason
   */
  public void sql(String reason) {
    throw Failure.of(ErrorCode.SQL_BLOCKED, "Query contains forbidden patterns")
        .with("pattern", "operator rule")
        .with("reason", reason)
        .with("source", "gate");
  }

  /**
   * @param reason for the caller
   * @throws Failure always: {@code FORBIDDEN} with this reason
   */
  public void caller(String reason) {
    throw Failure.of(ErrorCode.FORBIDDEN, reason);
  }
}

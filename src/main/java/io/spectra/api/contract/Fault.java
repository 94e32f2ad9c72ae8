package io.spectra.api.contract;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;

/**
 * One way in which a request is not of the documented form.
 *
 * @param field where: a JSON pointer into the body, or a parameter's name
 * @param reason what is wrong, in a word that stays the same
 * @param message what to do about it
 */
record Fault(String field, String reason, String message) {
  Failure toFailure() {
    return Failure.of(ErrorCode.INVALID_REQUEST, message)
        .with("field", field)
        .with("reason", reason);
  }
}

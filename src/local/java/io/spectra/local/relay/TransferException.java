package io.spectra.local.relay;

import java.io.IOException;

/** Ends a transfer with a failure. */
final class TransferException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient TransferFailure failure;

  TransferException(TransferFailure failure) {
    super(failure.message());
    this.failure = failure;
  }

  /** What to tell the client about any exception that ended a transfer. */
  static TransferFailure failure(Exception cause) {
    return cause instanceof TransferException known ? known.failure : TransferFailure.ofS3(cause);
  }
}

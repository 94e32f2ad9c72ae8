package io.spectra.bulk.ingest.read;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;

/** Says that a whole file cannot be loaded, and why, in words for its owner. */
public final class FileRefused {
  private FileRefused() {}

  /**
   * @param why what a person understands, as a sentence
   */
  public static Failure because(String why) {
    return Failure.of(ErrorCode.INVALID_REQUEST, why);
  }
}

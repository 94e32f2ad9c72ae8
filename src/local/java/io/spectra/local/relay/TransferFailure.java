package io.spectra.local.relay;

/**
 * Why a transfer between database and S3 went wrong, as the client shall read it.
 *
 * @param sqlState five characters
 */
record TransferFailure(String sqlState, String message) {
  private static final String INTERNAL_ERROR = "XX000";
  private static final String QUERY_CANCELED = "57014";

  /** What S3 refused or did not answer. */
  static TransferFailure ofS3(Exception cause) {
    return new TransferFailure(INTERNAL_ERROR, "S3ServiceException:" + cause.getMessage());
  }

  static TransferFailure missing(S3Location prefix) {
    return new TransferFailure(
        INTERNAL_ERROR, "The specified S3 prefix '%s' does not exist".formatted(prefix.key()));
  }

  static TransferFailure notEmpty() {
    return new TransferFailure(
        INTERNAL_ERROR,
        "Specified unload destination on S3 is not empty. Consider using a different bucket / prefix,"
            + " manually removing the target files in S3, or using the ALLOWOVERWRITE option.");
  }

  static TransferFailure cancelled() {
    return new TransferFailure(QUERY_CANCELED, "canceling statement due to user request");
  }
}

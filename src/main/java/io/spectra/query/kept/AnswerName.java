package io.spectra.query.kept;

import java.util.Optional;

/**
 * Whose answer it is, from which its places follow. Neither part holds a dot or a slash.
 *
 * @param tenant the tenant's id
 * @param job the id of the query's record
 */
record AnswerName(String tenant, String job) {
  static final String PREFIX = "results/";
  private static final String WHOLE = ".json";

  /** The object key in the service's bucket. */
  String key() {
    return PREFIX + tenant + "/" + job;
  }

  /** The name of its file while it is written. */
  String part() {
    return tenant + "." + job + ".part";
  }

  /** The name of its file once it is whole. */
  String whole() {
    return tenant + "." + job + WHOLE;
  }

  /** The answer whose whole file has this name; empty for any other file. */
  static Optional<AnswerName> of(String fileName) {
    int dot = fileName.indexOf('.');
    return fileName.endsWith(WHOLE) && dot > 0 && dot < fileName.length() - WHOLE.length()
        ? Optional.of(
            new AnswerName(
                fileName.substring(0, dot),
                fileName.substring(dot + 1, fileName.length() - WHOLE.length())))
        : Optional.empty();
  }
}

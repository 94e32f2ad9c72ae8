package io.spectra.bulk.export;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose an object under {@code exports/} is.
 *
 * @param tenant the tenant's id
 * @param job the job's id
 * @param attempt the attempt that wrote it
 */
record AttemptFolder(String tenant, String job, int attempt) {
  static final String ALL = "exports/";

  private static final Pattern KEY =
      Pattern.compile("exports/([^/]+)/(bulk-job-[^/]+)/(\\d{1,9})/.+");

  /** Reads a key; empty for one that no attempt has written. */
  static Optional<AttemptFolder> of(String key) {
    Matcher parts = KEY.matcher(key);
    return parts.matches()
        ? Optional.of(
            new AttemptFolder(parts.group(1), parts.group(2), Integer.parseInt(parts.group(3))))
        : Optional.empty();
  }
}

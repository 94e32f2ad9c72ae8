package io.spectra.bulk.ingest.sweep;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose an object of a load is.
 *
 * @param tenant the tenant's id
 * @param job the job's id
 * @param attempt the attempt that staged it; 0 for a file that was uploaded for the job
 */
record LeftObject(String tenant, String job, int attempt) {
  static final String UPLOADS = "uploads/";
  static final String STAGING = "staging/";

  private static final Pattern UPLOAD = Pattern.compile("uploads/([^/]+)/(bulk-job-[^/]+)/.+");
  private static final Pattern STAGED =
      Pattern.compile("staging/([^/]+)/(bulk-job-[^/]+)/(\\d{1,9})/.+");

  /** Reads a key; empty for one that is not of a load. */
  static Optional<LeftObject> of(String key) {
    Matcher upload = UPLOAD.matcher(key);
    if (upload.matches()) {
      return Optional.of(new LeftObject(upload.group(1), upload.group(2), 0));
    }
    Matcher staged = STAGED.matcher(key);
    return staged.matches()
        ? Optional.of(
            new LeftObject(staged.group(1), staged.group(2), Integer.parseInt(staged.group(3))))
        : Optional.empty();
  }

  boolean uploaded() {
    return attempt == 0;
  }
}

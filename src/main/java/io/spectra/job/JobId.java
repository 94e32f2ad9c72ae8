package io.spectra.job;

import com.github.f4b6a3.uuid.UuidCreator;

/** Makes the ids of R-044: time-ordered (UUIDv7), unguessable, and telling their kind. */
public final class JobId {
  private static final String QUERY = "job-";
  private static final String BULK = "bulk-job-";

  private JobId() {}

  /** A new id of a sync query. */
  public static String query() {
    return QUERY + UuidCreator.getTimeOrderedEpoch();
  }

  /** Whether this can be the id of a bulk job. */
  public static boolean ofBulk(String id) {
    return id.startsWith(BULK);
  }

  /** A new id of a bulk job. */
  public static String bulk() {
    return BULK + UuidCreator.getTimeOrderedEpoch();
  }
}

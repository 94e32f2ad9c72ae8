package io.spectra.job;

import com.github.f4b6a3.uuid.UuidCreator;
import com.github.f4b6a3.uuid.enums.UuidVersion;
import com.github.f4b6a3.uuid.util.UuidUtil;
import com.github.f4b6a3.uuid.util.UuidValidator;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

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

  /**
   * When the id of a sync query was made, by the clock of the instance that made it.
   *
   * @return empty for an id of another form, such as the warehouse's own
   */
  public static Optional<Instant> queryMadeAt(String id) {
    if (!id.startsWith(QUERY)) {
      return Optional.empty();
    }
    String uuid = id.substring(QUERY.length());
    if (!UuidValidator.isValid(uuid, UuidVersion.VERSION_TIME_ORDERED_EPOCH.getValue())) {
      return Optional.empty();
    }
    return Optional.of(UuidUtil.getInstant(UUID.fromString(uuid)));
  }

  /** A new id of a bulk job. */
  public static String bulk() {
    return BULK + UuidCreator.getTimeOrderedEpoch();
  }
}

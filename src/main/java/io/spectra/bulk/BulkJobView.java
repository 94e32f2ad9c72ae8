package io.spectra.bulk;

import io.spectra.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The JSON forms of a bulk job in the API reference, as maps in the order of the fields there.
 * Pure.
 */
public final class BulkJobView {
  private BulkJobView() {}

  /** The answer to {@code POST /bulk/jobs}, and an entry of the list. */
  public static Map<String, Object> summary(Job job) {
    Map<String, Object> json = moved(job);
    json.put("operation", job.operation().wire());
    json.put("object", job.object());
    json.put("created_at", time(job.createdAt()));
    return json;
  }

  /**
   * The answer to {@code GET /bulk/jobs/{job_id}}; beyond the reference with {@code content_type},
   * {@code compression}, how much and how fast it is done, and, in a failed job, {@code error}.
   */
  public static Map<String, Object> details(Job job) {
    Map<String, Object> json = moved(job);
    json.put("operation", job.operation().wire());
    json.put("object", job.object());
    json.put("content_type", job.contentType().name());
    json.put("compression", job.compression().name());
    json.put("number_records_processed", job.processed());
    json.put("number_records_failed", job.failed());
    json.put("number_bytes_processed", job.bytes());
    json.put("records_per_second", rate(job));
    json.put("created_at", time(job.createdAt()));
    json.put("updated_at", time(job.updatedAt()));
    if (job.error() != null) {
      json.put("error", Map.of("code", job.error().code(), "message", job.error().message()));
    }
    return json;
  }

  /** The answer to {@code PATCH /bulk/jobs/{job_id}}. */
  public static Map<String, Object> moved(Job job) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("job_id", job.id());
    json.put("state", job.state().wire());
    return json;
  }

  /** Records a second since the first attempt began; of an ended job until its end. */
  private static long rate(Job job) {
    if (job.startedAt() == null) {
      return 0;
    }
    Instant until = job.endedAt() == null ? job.updatedAt() : job.endedAt();
    long millis = Math.max(1, Duration.between(job.startedAt(), until).toMillis());
    return Math.round((job.processed() + job.failed()) * 1000.0 / millis);
  }

  /** ISO 8601 in UTC, to the millisecond that the broker gives. */
  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}

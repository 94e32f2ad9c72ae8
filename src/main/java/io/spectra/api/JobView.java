package io.spectra.api;

import io.spectra.job.Job;
import io.spectra.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** A job as {@code /jobs} shows it: the nine fields of the API reference. */
final class JobView {
  private JobView() {}

  /** The answer to {@code GET /jobs/{job_id}}. */
  static Map<String, Object> of(Job job) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("job_id", job.id());
    json.put("tenant_id", job.tenant());
    json.put("status", status(job.state()));
    json.put("submitted_at", time(job.createdAt()));
    json.put("started_at", time(job.startedAt()));
    json.put("completed_at", time(job.endedAt()));
    json.put("row_count", job.startedAt() == null ? null : job.processed());
    json.put("execution_time_ms", atWork(job));
    json.put(
        "error",
        job.error() == null
            ? null
            : Map.of("code", job.error().code(), "message", job.error().message()));
    return json;
  }

  /** The answer to {@code DELETE /jobs/{job_id}}. */
  static Map<String, Object> cancelled(Job job) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("job_id", job.id());
    json.put("status", status(job.state()));
    json.put("message", "Job cancelled by user");
    return json;
  }

  static String status(JobState state) {
    return switch (state) {
      case OPEN, UPLOAD_COMPLETE -> "QUEUED";
      case IN_PROGRESS -> "RUNNING";
      case JOB_COMPLETE -> "COMPLETED";
      case FAILED -> "FAILED";
      case ABORTED -> "CANCELLED";
    };
  }

  private static Long atWork(Job job) {
    return job.startedAt() == null || job.endedAt() == null
        ? null
        : Duration.between(job.startedAt(), job.endedAt()).toMillis();
  }

  private static String time(Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}

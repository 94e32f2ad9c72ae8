package io.spectra.bulk;

import io.spectra.bulk.export.ExportConfig;
import io.spectra.bulk.format.FileFormats;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import io.spectra.job.ResultFile;
import io.spectra.storage.ObjectSpec;
import io.spectra.storage.PresignedUrl;
import io.spectra.storage.PresignedUrls;
import io.spectra.storage.StoredObjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the file of an export is to be had. Safe for use by many threads. */
@ApplicationScoped
public class BulkResults {
  private final PresignedUrls urls;
  private final StoredObjects objects;
  private final ExportConfig config;
  private final Clock clock = Clock.systemUTC();

  BulkResults(PresignedUrls urls, StoredObjects objects, ExportConfig config) {
    this.urls = urls;
    this.objects = objects;
    this.config = config;
  }

  /**
   * The answer to {@code GET /bulk/jobs/{job_id}/results}, signed anew at every call.
   *
   * @return JSON in the form of the API reference
   * @throws Failure {@code CONFLICT} with {@code state} unless the job completed; {@code NOT_FOUND}
   *     with {@code expired_at} when its files are no longer kept
   */
  public Map<String, Object> results(Job job) {
    if (job.state() != JobState.JOB_COMPLETE) {
      throw Failure.of(ErrorCode.CONFLICT, "The job has no results in this state.")
          .with("state", job.state().wire());
    }
    JobResult result = job.result();
    if (job.operation().ingests()) {
      return loaded(result);
    }
    kept(job);
    PresignedUrl url = exported(job, result.key(), FileFormats.fileName(job));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("download_url", url.url().toString());
    json.put("expires_at", url.expiresAt().toString());
    json.put("format", job.contentType().name().toLowerCase(Locale.ROOT));
    json.put("compression", job.compression().name().toLowerCase(Locale.ROOT));
    json.put("size_bytes", result.sizeBytes());
    if (!result.files().isEmpty()) {
      json.put("files", files(job, result.files()));
    }
    return json;
  }

  /** Whether the sweeper has left the files, told by the same rule as it follows. */
  private void kept(Job job) {
    Instant expired = job.endedAt().plus(config.keep());
    if (clock.instant().isAfter(expired)) {
      throw Failure.of(
              ErrorCode.NOT_FOUND, "The exported file is no longer kept: export it once more.")
          .with("expired_at", expired.truncatedTo(ChronoUnit.SECONDS).toString());
    }
  }

  private List<Map<String, Object>> files(Job job, List<ResultFile> files) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (ResultFile file : files) {
      String name = FileFormats.fileName(job, list.size() + 1);
      list.add(
          Map.of(
              "download_url", exported(job, file.key(), name).url().toString(),
              "size_bytes", file.sizeBytes()));
    }
    return list;
  }

  private PresignedUrl exported(Job job, String key, String name) {
    String mediaType = FileFormats.mediaType(job.contentType(), job.compression());
    return urls.download(new ObjectSpec(key, mediaType), name);
  }

  /**
   * The answer to {@code GET /bulk/jobs/{job_id}/failed-results}: the rejected records of a
   * load, a file with a header alone where there are none.
   *
   * @throws Failure {@code CONFLICT} with {@code state} unless the job is a load that completed
   */
  public Map<String, Object> failedResults(Job job) {
    if (job.state() != JobState.JOB_COMPLETE || job.result().failedKey() == null) {
      throw Failure.of(
              ErrorCode.CONFLICT,
              job.operation().ingests()
                  ? "The job has no results in this state."
                  : "A query job rejects no records.")
          .with("state", job.state().wire());
    }
    StoredObjects.Stored file =
        objects
            .find(job.result().failedKey())
            .orElseThrow(
                () -> Failure.of(ErrorCode.NOT_FOUND, "The rejected records are no longer kept."));
    PresignedUrl url = rejected(file.key());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("download_url", url.url().toString());
    json.put("expires_at", url.expiresAt().toString());
    json.put("format", "csv");
    json.put("compression", "none");
    json.put("size_bytes", file.sizeBytes());
    return json;
  }

  private Map<String, Object> loaded(JobResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number_records_processed", result.processed());
    json.put("number_records_failed", result.failed());
    if (result.failed() > 0 && result.failedKey() != null) {
      PresignedUrl url = rejected(result.failedKey());
      json.put("failed_records_url", url.url().toString());
      json.put("expires_at", url.expiresAt().toString());
    }
    return json;
  }

  private PresignedUrl rejected(String key) {
    return urls.download(
        new ObjectSpec(key, "text/csv; charset=utf-8"), key.substring(key.lastIndexOf('/') + 1));
  }
}

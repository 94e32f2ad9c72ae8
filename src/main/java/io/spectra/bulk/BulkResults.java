package io.spectra.bulk;

import io.spectra.bulk.format.FileFormats;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import io.spectra.storage.ObjectSpec;
import io.spectra.storage.PresignedUrl;
import io.spectra.storage.PresignedUrls;
import io.spectra.storage.StoredObjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where the file of an export is to be had. Safe for use by many threads. */
@ApplicationScoped
public class BulkResults {
  private final PresignedUrls urls;
  private final StoredObjects objects;

  BulkResults(PresignedUrls urls, StoredObjects objects) {
    this.urls = urls;
    this.objects = objects;
  }

  /**
   * The answer to {@code GET /bulk/jobs/{job_id}/results}, signed anew at every call.
   *
   * @return JSON in the form of the API reference
   * @throws Failure {@code CONFLICT} with {@code state} unless the job completed
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
    String key = result.key();
    PresignedUrl url =
        urls.download(
            new ObjectSpec(key, FileFormats.mediaType(job.contentType(), job.compression())),
            key.substring(key.lastIndexOf('/') + 1));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("download_url", url.url().toString());
    json.put("expires_at", url.expiresAt().toString());
    json.put("format", job.contentType().name().toLowerCase(Locale.ROOT));
    json.put("compression", job.compression().name().toLowerCase(Locale.ROOT));
    json.put("size_bytes", result.sizeBytes());
    return json;
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

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
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where the file of an export is to be had. Safe for use by many threads. */
@ApplicationScoped
public class BulkResults {
  private final PresignedUrls urls;

  BulkResults(PresignedUrls urls) {
    this.urls = urls;
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
}

package io.spectra.bulk;

import io.spectra.job.Compression;
import io.spectra.job.ContentType;
import io.spectra.job.Job;
import io.spectra.job.JobError;
import io.spectra.job.JobId;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import io.spectra.job.Operation;
import java.time.Duration;
import java.time.Instant;

/** Bulk jobs as the ledger would give them. */
public final class TestJobs {
  private TestJobs() {}

  /** The first attempt at an export that was claimed just now. */
  public static Job export(String query, ContentType type, Compression compression) {
    return job(query, type, compression, JobState.IN_PROGRESS, Instant.now(), null, null);
  }

  /** An export that began so long ago. */
  public static Job begunBefore(Duration age) {
    Instant begun = Instant.now().minus(age);
    return job(
        "SELECT 1", ContentType.CSV, Compression.NONE, JobState.IN_PROGRESS, begun, null, null);
  }

  public static Job completed(JobResult result) {
    Instant begun = Instant.parse("2026-01-29T10:00:00Z");
    return job(
        "SELECT 1", ContentType.CSV, Compression.GZIP, JobState.JOB_COMPLETE, begun, result, null);
  }

  public static Job failed(JobError error) {
    Instant begun = Instant.parse("2026-01-29T10:00:00Z");
    return job("SELECT 1", ContentType.CSV, Compression.NONE, JobState.FAILED, begun, null, error);
  }

  private static Job job(
      String query,
      ContentType type,
      Compression compression,
      JobState state,
      Instant begun,
      JobResult result,
      JobError error) {
    return new Job(
        JobId.bulk(),
        "acme",
        Operation.QUERY,
        "sales",
        query,
        type,
        compression,
        null,
        state,
        1,
        result == null ? 0 : result.processed(),
        0,
        result == null ? 0 : result.sizeBytes(),
        result,
        error,
        begun,
        begun,
        begun,
        state.ended() ? begun : null,
        "request-1",
        null);
  }
}

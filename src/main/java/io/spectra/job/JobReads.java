package io.spectra.job;

import java.util.Optional;

/** Reads of the job ledger. Safe for use by many threads. */
public interface JobReads {
  /**
   * Finds a job. What is not there yet is looked for again once all that the log held at the time
   * of the call is applied: empty means that the tenant has no such job.
   *
   * @param id the job's id; of a sync query also the warehouse's own query id
   * @throws io.spectra.failure.Failure {@code UNAVAILABLE} while the store restores or moves, or
   *     when it does not catch up in time
   */
  Optional<Job> find(String tenant, String id);

  /**
   * The answer that was kept with the record of a completed sync query.
   *
   * @param id the job's own id
   * @return empty where none was kept, or no longer is
   * @throws io.spectra.failure.Failure {@code UNAVAILABLE} like {@link #find}
   */
  Optional<byte[]> answer(String tenant, String id);

  /**
   * Lists a tenant's bulk jobs. Following the offsets neither skips nor repeats a job that existed
   * at the first page, as long as it matches the filters.
   *
   * @throws io.spectra.failure.Failure {@code INVALID_REQUEST} with {@code details.field} when the
   *     offset is none that was given for this tenant and these filters; {@code UNAVAILABLE} like
   *     {@link #find}
   */
  JobPage list(JobListing listing);
}

package io.spectra.job;

import java.util.List;
import java.util.Optional;

/**
 * The callers' side of the job ledger: every change goes through the command log and is answered
 * with what the log decided. Safe for use by many threads.
 */
public interface JobGateway {
  /**
   * Submits a job, as {@link #submitOnce} does.
   *
   * @return the job as created, in state OPEN
   */
  default Job submit(NewJob job) {
    return submitOnce(job).job();
  }

  /**
   * Submits a job, unless one was submitted with the same idempotency key before, and waits until
   * that is decided and applied, so that {@link JobReads} knows the job. With a key it may
   * be called again after any failure: there will be one job.
   *
   * @throws io.spectra.failure.Failure {@code CONFLICT} when the key was used with another body;
   *     {@code PAYLOAD_TOO_LARGE} when it does not fit into a record of the log; {@code
   *     UNAVAILABLE} when the log did not answer in time: the job may exist or come into being all
   *     the same
   */
  Submitted submitOnce(NewJob job);

  /**
   * The job that an earlier submission with the same idempotency key created, as it was created;
   * waits until that is decided.
   *
   * @return empty when none did, or the key's time is over
   * @throws io.spectra.failure.Failure {@code CONFLICT} when the key was used with another body;
   *     {@code UNAVAILABLE} when the log did not answer in time
   */
  Optional<Job> recall(String tenant, IdempotencyKey key, String requestId);

  /**
   * Asks for a move and waits until it is decided.
   *
   * @param requestId the request that asks
   * @return the job as it stands after the move
   * @throws io.spectra.failure.Failure {@code NOT_FOUND} when the tenant has no such job; {@code
   *     CONFLICT} with {@code details.state} when its state does not allow the move; {@code
   *     UNAVAILABLE} when the log did not answer in time
   */
  Job move(String tenant, String id, Move move, String requestId);

  /**
   * Starts an ingest job with what was uploaded for it; asked again while the job is at work it
   * changes nothing. Waits and throws like {@link #move}.
   *
   * @param parts what was uploaded, at least one
   */
  Job start(String tenant, String id, List<UploadedPart> parts, String requestId);
}

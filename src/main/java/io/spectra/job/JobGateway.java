package io.spectra.job;

/**
 * The callers' side of the job ledger: every change goes through the command log and is answered
 * with what the log decided. Safe for use by many threads.
 */
public interface JobGateway {
  /**
   * Submits a job and waits until it is applied, so that {@link JobReads} knows it.
   *
   * @return the job as created, in state OPEN
   * @throws io.spectra.failure.Failure {@code PAYLOAD_TOO_LARGE} when it does not fit into a record
   *     of the log; {@code UNAVAILABLE} when the log did not answer in time: the job may exist or
   *     come into being all the same
   */
  Job submit(NewJob job);

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
}

package io.spectra.job;

/**
 * The right to do one attempt, kept alive by heartbeats until it is closed. Safe for use by many
 * threads.
 */
public interface Lease extends AutoCloseable {
  /** The job as it was when the claim was accepted. */
  Job job();

  /** The attempt that this lease is for. */
  Attempt attempt();

  /** Tells how far the work is; cheap, carried by the next heartbeat. */
  void progress(long processed, long failed);

  /**
   * Has {@code stop} called, once and from another thread, when the work must end: the job was
   * aborted, the lease went to another worker, or heartbeats went unanswered for half a lease.
   * Called at once when that is so already.
   */
  void onLost(Runnable stop);

  /** Whether the work must end; see {@link #onLost}. */
  boolean lost();

  /**
   * Proposes the result and waits until the log accepted it.
   *
   * @throws io.spectra.failure.Failure {@code CONFLICT} when the attempt is no longer this
   *     worker's: what it made must not be shown; {@code UNAVAILABLE} when the log gave no answer
   *     in time
   */
  void complete(JobResult result);

  /** Proposes that the job failed; waits and throws like {@link #complete}. */
  void fail(JobError error);

  /** Ends the heartbeats; a lease neither completed nor failed then expires by itself. */
  @Override
  void close();
}

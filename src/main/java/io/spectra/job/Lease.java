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

  /**
   * Tells how far the work is; cheap, carried by the next heartbeat.
   *
   * @param processed records done so far
   * @param failed records refused so far
   * @param bytes bytes written or read so far
   */
  void progress(long processed, long failed, long bytes);

  /**
   * Has {@code stop} called, once and from another thread, when the work must end: the job was
   * aborted, the lease went to another worker, or heartbeats went unanswered for half a lease.
   * Called at once when that is so already.
   */
  void onLost(Runnable stop);

  /** Whether the work must end; see {@link #onLost}. */
  boolean lost();

  /**
   * Makes the job one that nobody can abort any more, for good: to be called when all that is left
   * is a commit, so that no job is called aborted whose data is in.
   *
   * @throws io.spectra.failure.Failure {@code CONFLICT} when the attempt is no longer this
   *     worker's: it must not commit; {@code UNAVAILABLE} when the log gave no answer in time
   */
  void seal();

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

  /**
   * Gives the attempt back because this worker leaves: the next one is dispatched at once, and this
   * one does not count as failed. Does nothing when the attempt is no longer this worker's. What
   * the attempt made is not shown; the work must have ended.
   *
   * @throws io.spectra.failure.Failure {@code UNAVAILABLE} when the log gave no answer in time
   */
  void giveBack();

  /**
   * Gives the attempt back because of something that may pass: the next one is dispatched after a
   * pause, or the job fails when it has had enough attempts. Else like {@link #giveBack()}.
   *
   * @param why what kept the worker from finishing
   */
  void giveBack(JobError why);

  /**
   * Ends the heartbeats; a lease neither completed, failed nor given back then expires by itself.
   */
  @Override
  void close();
}

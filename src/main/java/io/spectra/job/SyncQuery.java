package io.spectra.job;

import java.util.concurrent.CompletionStage;

/** A sync query at work, seen from the one who runs it. Safe for use by many threads. */
public interface SyncQuery extends AutoCloseable {
  /** Its id, {@code job-<uuid>}. */
  String id();

  /**
   * Done when the start is recorded, so that {@link JobReads} knows the query: to be waited for
   * before a caller is told the id. Failed with {@link io.spectra.failure.Failure} when it
   * was not.
   */
  CompletionStage<Void> recorded();

  /** Has {@code stop} called, once and from another thread, when a caller cancels the query. */
  void onCancelled(Runnable stop);

  /**
   * Records that a queued query runs now; failed when it was not recorded, or the query was
   * cancelled before.
   */
  CompletionStage<Void> started();

  /**
   * Records the end; done when {@link JobReads} tells of it, failed when it was not recorded or the
   * query was cancelled before.
   *
   * @param result its counts and the warehouse's query id; with a key where its answer is kept
   *     under that key
   * @param answer its answer, to be kept with the record; null where it is kept elsewhere or not
   */
  CompletionStage<Void> completed(JobResult result, byte[] answer);

  /** Records that it failed; like {@link #completed}. */
  CompletionStage<Void> failed(JobError error);

  /** Ends the wait for a cancellation. */
  @Override
  void close();
}

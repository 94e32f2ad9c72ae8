package io.spectra.job;

import java.util.concurrent.CompletionStage;

/** A sync query at work, seen from the one who runs it. Safe for use by many threads. */
public interface SyncQuery extends AutoCloseable {
  /** Its id, {@code job-<uuid>}. */
  String id();

  /**
   * Records now that there is this query, where that is not done yet; done when {@link JobReads}
   * finds it. To be waited for before a caller is told the id of a query that goes on.
   * Failed with {@link io.spectra.failure.Failure} when it was not recorded.
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
   * Records the end. Done, mostly at once, when the record will reach the log whatever becomes of
   * this process: to be waited for before a caller is told the id, as from then on {@link
   * JobReads} finds the query and this end of it. Failed with {@code CONFLICT} when the query was
   * cancelled before.
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

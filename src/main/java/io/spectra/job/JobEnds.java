package io.spectra.job;

import java.util.concurrent.CompletableFuture;

/** Tells of jobs that end, on whatever instance. Safe for use by many threads. */
public interface JobEnds {
  /**
   * Done, on a thread that must not be held up, when the tenant's job ends after this call; at that
   * time {@link JobReads} finds it ended. Whoever no longer waits completes the future itself: it
   * is forgotten then.
   */
  CompletableFuture<Void> ended(String tenant, String id);
}

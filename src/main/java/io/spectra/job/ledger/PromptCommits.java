package io.spectra.job.ledger;

import io.spectra.job.JobId;
import io.spectra.job.machine.Decision;
import io.spectra.job.machine.JobEntry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says when a commit is to come before its interval is over: a worker waits for a task, or a client
 * for the end of a bulk job, and both see only what is committed. But not for each of many, as a
 * commit holds up all partitions of an instance, which therefore share one of these. Safe for use
 * by many threads.
 */
final class PromptCommits {
  /** Of an interval, between two commits that are asked for. */
  private static final int PARTS = 5;

  private final long pauseNanos;
  private final AtomicLong askedNanos = new AtomicLong();

  /**
   * @param interval between commits for which nobody asks
   */
  PromptCommits(Duration interval) {
    pauseNanos = interval.toNanos() / PARTS;
    askedNanos.set(System.nanoTime() - pauseNanos);
  }

  /** Whether to ask for a commit now because of what was decided. */
  boolean awaited(Decision decision) {
    if (!waits(decision)) {
      return false;
    }
    long now = System.nanoTime();
    long asked = askedNanos.get();
    return now - asked >= pauseNanos && askedNanos.compareAndSet(asked, now);
  }

  /** Queries tell their callers themselves how they ended. */
  private static boolean waits(Decision decision) {
    return !decision.tasks().isEmpty()
        || decision.events().stream()
            .map(JobEntry::job)
            .anyMatch(job -> job.state().ended() && JobId.ofBulk(job.id()));
  }
}

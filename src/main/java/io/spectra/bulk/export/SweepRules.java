package io.spectra.bulk.export;

import io.spectra.job.Job;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is swept, and why. An attempt that may still be at work is never touched; an object younger
 * than the grace never either, whatever the ledger says. Pure.
 *
 * @param keep how long a completed export's files are kept from its end
 * @param grace how old anything else has to be
 * @param now the time
 */
record SweepRules(Duration keep, Duration grace, Instant now) {
  /** Why something is removed. */
  enum Reason {
    /** A completed export's file whose time is over. */
    EXPIRED,
    /** Of an attempt that was not the one accepted. */
    LOST,
    /** Of a job that failed, was aborted, or that nobody knows any more. */
    ORPHANED
  }

  /**
   * @param since when the object was written
   * @param job the job as it stands, empty where there is none
   * @return why the object is to be removed; empty for one that stays
   */
  Optional<Reason> object(String key, AttemptFolder folder, Instant since, Optional<Job> job) {
    if (since.isAfter(now.minus(grace))) {
      return Optional.empty();
    }
    if (job.isPresent() && job.get().state() == JobState.JOB_COMPLETE && shown(job.get(), key)) {
      return job.get().endedAt().plus(keep).isBefore(now)
          ? Optional.of(Reason.EXPIRED)
          : Optional.empty();
    }
    return attempt(folder, job);
  }

  /** The same for a multipart upload. */
  Optional<Reason> upload(AttemptFolder folder, Instant since, Optional<Job> job) {
    return since.isAfter(now.minus(grace)) ? Optional.empty() : attempt(folder, job);
  }

  private static Optional<Reason> attempt(AttemptFolder folder, Optional<Job> job) {
    if (job.isEmpty()) {
      return Optional.of(Reason.ORPHANED);
    }
    return switch (job.get().state()) {
      case JOB_COMPLETE -> Optional.of(Reason.LOST);
      case FAILED, ABORTED -> Optional.of(Reason.ORPHANED);
      case OPEN, UPLOAD_COMPLETE, IN_PROGRESS ->
          folder.attempt() < job.get().attempt() ? Optional.of(Reason.LOST) : Optional.empty();
    };
  }

  private static boolean shown(Job job, String key) {
    JobResult result = job.result();
    return result != null
        && (key.equals(result.key())
            || key.equals(result.failedKey())
            || result.files().stream().anyMatch(file -> file.key().equals(key)));
  }
}

package io.spectra.bulk.ingest.sweep;

import io.spectra.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What of loads is swept. What a job that has not ended may still read is never touched. Pure.
 *
 * @param keep how long an uploaded file is kept when its job has ended, or after it was uploaded
 *     where that was later
 * @param grace how old anything else has to be
 * @param now the time
 */
record LeftRules(Duration keep, Duration grace, Instant now) {
  /**
   * @param since when the object was written
   * @param job the job as it stands, empty where there is none any more
   */
  boolean sweeps(LeftObject object, Instant since, Optional<Job> job) {
    if (since.isAfter(now.minus(grace))) {
      return false;
    }
    if (job.isEmpty()) {
      return true;
    }
    boolean ended =
        switch (job.get().state()) {
          case JOB_COMPLETE, FAILED, ABORTED -> true;
          case OPEN, UPLOAD_COMPLETE, IN_PROGRESS -> false;
        };
    if (object.uploaded()) {
      Instant kept = now.minus(keep);
      return ended && since.isBefore(kept) && job.get().endedAt().isBefore(kept);
    }
    return ended || object.attempt() < job.get().attempt();
  }
}

package io.spectra.job.machine;

import io.spectra.job.Job;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import java.time.Instant;

/** A worker has finished its attempt. Refused when the attempt is no longer its own (fencing). */
public record Complete(String tenant, String job, int attempt, String worker, JobResult result)
    implements JobCommand {
  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    Job found = entry.job();
    if (!entry.isOf(attempt, worker)) {
      return Decision.refused(found, "The attempt is over.");
    }
    if (found.state() == JobState.JOB_COMPLETE) {
      return Decision.unchanged(found);
    }
    if (found.state().ended()) {
      return Decision.refused(found, "The job has ended.");
    }
    return Decision.told(entry.moved(found.at(now).complete(result).job()));
  }
}

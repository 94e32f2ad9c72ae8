package io.spectra.job.machine;

import io.spectra.job.Job;
import io.spectra.job.JobError;
import io.spectra.job.JobState;
import java.time.Instant;

/** A worker found that the job cannot be done, now or later. */
public record Fail(String tenant, String job, int attempt, String worker, JobError error)
    implements JobCommand {
  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    Job found = entry.job();
    if (!entry.isOf(attempt, worker)) {
      return Decision.refused(found, "The attempt is over.");
    }
    if (found.state() == JobState.FAILED) {
      return Decision.unchanged(found);
    }
    if (found.state().ended()) {
      return Decision.refused(found, "The job has ended.");
    }
    return Decision.told(entry.moved(found.at(now).state(JobState.FAILED).error(error).job()));
  }
}

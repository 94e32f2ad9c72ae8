package io.spectra.job.machine;

import io.spectra.failure.ErrorCode;
import io.spectra.job.Job;
import io.spectra.job.JobError;
import io.spectra.job.JobState;
import java.time.Instant;

/**
 * The job did not end in the time that it may take. One that may have taken effect already
 * is not ended by its time: the next attempt finds out what is true of it.
 */
public record TimeOut(String tenant, String job) implements JobCommand {
  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    Job found = entry.job();
    if (found.state().ended() || entry.sealed() || now.isBefore(Due.limit(entry, rules))) {
      return Decision.refused(found, "The job's time has not run out.");
    }
    JobError error =
        new JobError(ErrorCode.QUERY_TIMEOUT.name(), "The job did not end in the time allowed.");
    return Decision.told(entry.moved(found.at(now).state(JobState.FAILED).error(error).job()));
  }
}

package io.spectra.job.machine;

import io.spectra.job.Job;
import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import java.time.Instant;

/**
 * Records how a sync query ended.
 *
 * @param result what it gave, null when it failed
 * @param error why it failed, null when it did not
 */
public record QueryFinished(String tenant, String job, JobResult result, JobError error)
    implements JobCommand {
  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    Job found = entry.job();
    if (entry.bulk() || found.state().ended()) {
      return Decision.refused(found, "The query has ended.");
    }
    return Decision.told(
        entry.moved(
            error == null
                ? found.at(now).complete(result).job()
                : found.at(now).state(JobState.FAILED).error(error).job()));
  }
}

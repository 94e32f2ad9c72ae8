package io.spectra.job.machine;

import io.spectra.job.Job;
import io.spectra.job.JobError;
import java.time.Instant;

/**
 * A worker gives its attempt back unfinished. Without an error it only leaves, and the next attempt
 * is dispatched at once; with one the attempt has failed of something that may pass, and the next
 * one follows after a pause, unless the job has had enough of them.
 *
 * @param error what kept the worker from finishing, null when it leaves
 */
public record GiveBack(String tenant, String job, int attempt, String worker, JobError error)
    implements JobCommand {
  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    Job found = entry.job();
    if (found.state().ended() || !entry.isOf(attempt, worker)) {
      return Decision.refused(found, "The attempt is over.");
    }
    if (error == null) {
      return Decision.stored(entry.dispatched(attempt + 1, now)).withTask();
    }
    JobEntry failed = entry.because("attempt " + attempt + ": " + error.message());
    return failed.spent(rules)
        ? Decision.told(failed.givenUp(error.code(), now))
        : Decision.stored(failed.postponed(attempt + 1, rules.pauseAfter(failed), now));
  }
}

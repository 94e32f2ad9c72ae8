package io.spectra.job.machine;

import io.spectra.job.Job;
import io.spectra.job.JobState;
import java.time.Instant;

/**
 * Any unfinished state → Aborted.
 *
 * @param repeatable whether asking it of an aborted job is accepted (PATCH) or refused (DELETE)
 */
public record Cancel(String tenant, String job, boolean repeatable) implements JobCommand {
  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    Job found = entry.job();
    if (repeatable && found.state() == JobState.ABORTED) {
      return Decision.unchanged(found);
    }
    if (found.state().ended()) {
      return Decision.refused(found, "The job has ended and cannot be cancelled.");
    }
    if (entry.sealed()) {
      return Decision.refused(
          found, "The job is taking effect just now and cannot be cancelled any more.");
    }
    return Decision.told(entry.moved(found.at(now).state(JobState.ABORTED).job()));
  }
}

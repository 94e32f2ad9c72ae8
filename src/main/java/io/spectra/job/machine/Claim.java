package io.spectra.job.machine;

import io.spectra.job.Job;
import io.spectra.job.JobState;
import java.time.Instant;

/**
 * A worker asks to do an attempt. The first one gets it; the same worker asking again, because the
 * answer did not reach it, gets it again.
 */
public record Claim(String tenant, String job, int attempt, String worker) implements JobCommand {
  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    Job found = entry.job();
    if (!entry.active() || attempt != found.attempt()) {
      return Decision.refused(found, "The attempt is over.");
    }
    if (entry.worker() != null && !entry.worker().equals(worker)) {
      return Decision.refused(found, "Another worker has the attempt.");
    }
    Job begun = found.at(now).state(JobState.IN_PROGRESS).begun().job();
    JobEntry held = entry.moved(begun).held(worker, now.plus(rules.lease()));
    return found.state() == JobState.IN_PROGRESS ? Decision.stored(held) : Decision.told(held);
  }
}

package io.spectra.job.machine;

import io.spectra.job.Job;
import java.time.Instant;

/**
 * A worker is about to commit: from here on the job ends by what the warehouse has, and cannot be
 * aborted. It stays so in later attempts, as nobody knows whether the commit happened.
 */
public record Seal(String tenant, String job, int attempt, String worker) implements JobCommand {
  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    Job found = entry.job();
    if (found.state().ended() || !entry.isOf(attempt, worker)) {
      return Decision.refused(found, "The attempt is over.");
    }
    return Decision.stored(entry.sealed(now.plus(rules.lease())));
  }
}

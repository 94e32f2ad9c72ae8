package io.spectra.job.machine;

import io.spectra.job.Job;
import java.time.Instant;

/** A worker says that it is still at its attempt, and how far it is. */
public record Heartbeat(
    String tenant, String job, int attempt, String worker, long processed, long failed, long bytes)
    implements JobCommand {
  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    Job found = entry.job();
    if (found.state().ended() || !entry.isOf(attempt, worker)) {
      return Decision.refused(found, "The attempt is over.");
    }
    Job counted = moved(found) ? found.at(now).counts(processed, failed, bytes).job() : found;
    return Decision.stored(entry.moved(counted).held(worker, now.plus(rules.lease())));
  }

  private boolean moved(Job found) {
    return processed != found.processed() || failed != found.failed() || bytes != found.bytes();
  }
}

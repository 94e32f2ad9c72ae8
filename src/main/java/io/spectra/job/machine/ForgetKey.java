package io.spectra.job.machine;

import java.time.Instant;

/** Frees the idempotency key of a job when its time is over. */
public record ForgetKey(String tenant, String job) implements JobCommand {
  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    if (entry.key() == null || entry.key().holds(now)) {
      return Decision.refused(entry.job(), "The key is still to be kept.");
    }
    return Decision.stored(entry.keyed(null));
  }
}

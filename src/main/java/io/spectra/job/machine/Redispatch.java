package io.spectra.job.machine;

import java.time.Instant;

/**
 * Sends the task of an attempt that was postponed, or again that of one that no worker has claimed
 * for long.
 */
public record Redispatch(String tenant, String job, int attempt) implements JobCommand {
  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    boolean unclaimed =
        entry.active() && entry.worker() == null && attempt == entry.job().attempt();
    if (!unclaimed || now.isBefore(Due.task(entry, rules))) {
      return Decision.refused(entry.job(), "The task is not due.");
    }
    return Decision.stored(entry.dispatched(attempt, now)).withTask();
  }
}

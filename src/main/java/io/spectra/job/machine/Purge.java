package io.spectra.job.machine;

import java.time.Instant;

/** Forgets a job that ended long ago. */
public record Purge(String tenant, String job) implements JobCommand {
  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    boolean old = entry.job().state().ended() && !now.isBefore(Due.purge(entry, rules));
    return old
        ? Decision.removed(entry.job())
        : Decision.refused(entry.job(), "The job is still to be kept.");
  }
}

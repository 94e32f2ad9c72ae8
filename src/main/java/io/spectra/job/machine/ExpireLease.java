package io.spectra.job.machine;

import io.spectra.failure.ErrorCode;
import io.spectra.job.Job;
import java.time.Instant;

/**
 * The worker of an attempt was silent for a whole lease: the next attempt is dispatched, or the job
 * fails when it has had enough of them.
 */
public record ExpireLease(String tenant, String job, int attempt) implements JobCommand {
  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    Job found = entry.job();
    boolean over = entry.leaseUntil() == null || attempt != found.attempt();
    if (over || now.isBefore(entry.leaseUntil())) {
      return Decision.refused(found, "The lease has not expired.");
    }
    JobEntry lost =
        entry.because("attempt " + attempt + ": the worker stopped answering at " + now);
    if (lost.spent(rules)) {
      return Decision.told(lost.givenUp(ErrorCode.INTERNAL_ERROR.name(), now));
    }
    // Only one that is sealed gets here more often than that; it does not do so at full speed.
    return lost.reasons().size() < rules.attempts()
        ? Decision.stored(lost.dispatched(attempt + 1, now)).withTask()
        : Decision.stored(lost.postponed(attempt + 1, rules.pauseAfter(lost), now));
  }
}

package io.spectra.job.machine;

import io.spectra.failure.ErrorCode;
import io.spectra.job.Job;
import io.spectra.job.JobError;
import io.spectra.job.JobState;
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
    return attempt < rules.attempts()
        ? Decision.stored(lost.dispatched(attempt + 1, now)).withTask()
        : Decision.told(lost.moved(givenUp(lost, now)));
  }

  private static Job givenUp(JobEntry entry, Instant now) {
    String message =
        "The job was given up after %d attempts: %s."
            .formatted(entry.reasons().size(), String.join("; ", entry.reasons()));
    JobError error = new JobError(ErrorCode.INTERNAL_ERROR.name(), message);
    return entry.job().at(now).state(JobState.FAILED).error(error).job();
  }
}

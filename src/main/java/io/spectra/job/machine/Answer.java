package io.spectra.job.machine;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Job;

/**
 * What the one who proposed a command is told.
 *
 * @param job the job after the decision; null when there is none
 * @param refusal why the command was refused, null when it was accepted
 * @param message the refusal in words for the caller, null when it was accepted
 */
public record Answer(Job job, ErrorCode refusal, String message) {
  static Answer accepted(Job job) {
    return new Answer(job, null, null);
  }

  /** Whether the command took effect, or had already. */
  public boolean accepted() {
    return refusal == null;
  }

  /**
   * The job, where the command was accepted.
   *
   * @throws Failure the refusal, with {@code details.state} where there is a job
   */
  public Job orThrow() {
    if (accepted()) {
      return job;
    }
    Failure failure = Failure.of(refusal, message);
    throw job == null ? failure : failure.with("state", job.state().wire());
  }
}

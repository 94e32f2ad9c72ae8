package io.spectra.job.machine;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Job;
import java.time.Duration;

/**
 * What the one who proposed a command is told.
 *
 * @param job the job after the decision; null when there is none
 * @param refusal why the command was refused, null when it was accepted
 * @param message the refusal in words for the caller, null when it was accepted
 * @param repeated whether an earlier command with the same idempotency key had created the job
 * @param retryAfter when asking again may be answered otherwise, null where it will not
 */
public record Answer(
    Job job, ErrorCode refusal, String message, boolean repeated, Duration retryAfter) {
  /** A refusal that stands. */
  public Answer(Job job, ErrorCode refusal, String message) {
    this(job, refusal, message, false, null);
  }

  static Answer accepted(Job job) {
    return new Answer(job, null, null);
  }

  static Answer repeated(Job job) {
    return new Answer(job, null, null, true, null);
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
    // A failure is immutable: what it is given makes another one.
    Failure failure = Failure.of(refusal, message).retryAfter(retryAfter);
    throw job == null ? failure : failure.with("state", job.state().wire());
  }
}

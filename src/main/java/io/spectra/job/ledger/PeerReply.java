package io.spectra.job.ledger;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobPage;
import io.spectra.job.machine.Answer;
import java.time.Duration;
import java.util.Map;

/**
 * What an instance answers to another one: the one of the first four that was asked for, or a
 * failure.
 *
 * @param answer to a proposal
 * @param job that was found; null for none
 * @param page that was listed
 * @param kept answer of a query; null for none
 * @param failure why there is no answer, null when there is one
 */
record PeerReply(Answer answer, Job job, JobPage page, byte[] kept, Refusal failure) {
  /** A {@link Failure} as it goes from one instance to another: without its cause. */
  record Refusal(
      ErrorCode code, String message, Map<String, Object> details, Duration retryAfter) {}

  static PeerReply of(Answer answer) {
    return new PeerReply(answer, null, null, null, null);
  }

  static PeerReply of(Job job) {
    return new PeerReply(null, job, null, null, null);
  }

  static PeerReply of(JobPage page) {
    return new PeerReply(null, null, page, null, null);
  }

  static PeerReply of(byte[] kept) {
    return new PeerReply(null, null, null, kept, null);
  }

  static PeerReply of(Failure failure) {
    return new PeerReply(
        null,
        null,
        null,
        null,
        new Refusal(
            failure.code(),
            failure.getMessage(),
            failure.details(),
            failure.retryAfter().orElse(null)));
  }

  /**
   * This reply, where it is one.
   *
   * @throws Failure what the other instance failed with
   */
  PeerReply orThrow() {
    if (failure == null) {
      return this;
    }
    Failure told = Failure.of(failure.code(), failure.message());
    for (Map.Entry<String, Object> detail : failure.details().entrySet()) {
      told = told.with(detail.getKey(), detail.getValue());
    }
    throw failure.retryAfter() == null ? told : told.retryAfter(failure.retryAfter());
  }
}

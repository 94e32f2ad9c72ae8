package io.spectra.job.ledger;

import io.spectra.failure.Failure;
import io.spectra.job.machine.Answer;
import io.spectra.job.machine.JobCommand;
import java.util.concurrent.CompletableFuture;

/** Where commands are proposed and answered. Safe for use by many threads. */
interface Commands {
  /**
   * Proposes a command.
   *
   * @param requestId the request that causes it, null when none does
   * @param queryAnswer the answer of the query that the command ends, to be kept; null for none
   * @return the answer; fails where {@link #decide} throws
   */
  CompletableFuture<Answer> propose(JobCommand command, String requestId, byte[] queryAnswer);

  /** Proposes a command with nothing to be kept beside it. */
  default CompletableFuture<Answer> propose(JobCommand command, String requestId) {
    return propose(command, requestId, null);
  }

  /**
   * Proposes a command and waits for its answer.
   *
   * @param requestId the request that causes it, null when none does
   * @throws Failure {@code UNAVAILABLE} when there was no answer in time: the command may still be
   *     applied; {@code PAYLOAD_TOO_LARGE} when it does not fit into a record
   */
  default Answer decide(JobCommand command, String requestId) {
    return Waiting.of(propose(command, requestId));
  }
}

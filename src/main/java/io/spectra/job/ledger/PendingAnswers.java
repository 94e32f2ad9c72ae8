package io.spectra.job.ledger;

import io.spectra.job.machine.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Who waits here for the decision on a command. An answer is given when its command is applied,
 * which may be before its proposer even learns that the log has it. Safe for use by many threads.
 */
final class PendingAnswers {
  private final ConcurrentMap<String, CompletableFuture<Answer>> waiting =
      new ConcurrentHashMap<>();

  /** A future of the answer to this command; forgotten as soon as it is done in any way. */
  CompletableFuture<Answer> expect(String id) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    answer.whenComplete((given, failure) -> waiting.remove(id));
    return answer;
  }

  /** Gives the answer, where somebody here waits for it. */
  void give(String id, Answer answer) {
    CompletableFuture<Answer> waiter = waiting.get(id);
    if (waiter != null) {
      waiter.complete(answer);
    }
  }
}

package io.spectra.job.ledger;

import io.spectra.failure.Failure;
import io.spectra.job.JobReads;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** Answers other instances from the partitions that are served here. */
final class OwnedJobs {
  private OwnedJobs() {}

  static CompletableFuture<byte[]> answer(byte[] json, Commands commands, JobReads reads) {
    PeerQuestion question;
    try {
      question = JobJson.read(json, PeerQuestion.class);
    } catch (UncheckedIOException e) {
      return CompletableFuture.failedFuture(new IllegalArgumentException("Not a question.", e));
    }
    return reply(question, commands, reads)
        .exceptionally(failure -> PeerReply.of(Waiting.failure(failure)))
        .thenApply(JobJson::write);
  }

  private static CompletableFuture<PeerReply> reply(
      PeerQuestion question, Commands commands, JobReads reads) {
    try {
      return question.answer(commands, reads);
    } catch (Failure e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}

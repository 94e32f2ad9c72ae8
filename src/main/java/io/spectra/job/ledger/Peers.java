package io.spectra.job.ledger;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks other instances. Safe for use by many threads. */
final class Peers {
  private final PeerLink link;

  Peers(PeerLink link) {
    this.link = link;
  }

  /** The reply; fails with a {@link Failure}: its own, or UNAVAILABLE when it was not to be had. */
  CompletableFuture<PeerReply> ask(Peer peer, PeerQuestion question) {
    return link.ask(peer, JobJson.write(question), question.traceparent())
        .exceptionally(
            unanswered -> {
              throw Failure.of(
                      ErrorCode.UNAVAILABLE, "The jobs are being moved or restored; try again.")
                  .retryAfter(Duration.ofSeconds(1))
                  .causedBy(unanswered);
            })
        .thenApply(json -> JobJson.read(json, PeerReply.class).orThrow());
  }
}

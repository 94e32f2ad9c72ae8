package io.spectra.job.ledger;

import io.spectra.failure.Failure;
import io.spectra.job.machine.Answer;
import io.spectra.job.machine.JobCommand;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Has a command proposed by the instance that serves its tenant: the answer is given where the
 * command is applied.
 */
final class RoutedCommands implements Commands {
  private final Owners owners;
  private final Commands here;
  private final Peers peers;

  RoutedCommands(Owners owners, Commands here, Peers peers) {
    this.owners = owners;
    this.here = here;
    this.peers = peers;
  }

  @Override
  public CompletableFuture<Answer> propose(
      JobCommand command, String requestId, byte[] queryAnswer) {
    Optional<Peer> owner;
    try {
      owner = owners.elsewhere(command.tenant());
    } catch (Failure nobody) {
      return CompletableFuture.failedFuture(nobody);
    }
    return owner
        .map(peer -> peers.ask(peer, new PeerQuestion.Propose(command, requestId, queryAnswer)))
        .map(reply -> reply.thenApply(PeerReply::answer))
        .orElseGet(() -> here.propose(command, requestId, queryAnswer));
  }
}

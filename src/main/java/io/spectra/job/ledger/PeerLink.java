package io.spectra.job.ledger;

import java.util.concurrent.CompletableFuture;

/**
 * Carries questions to other instances, which answer them by {@link JobLedger#answer}. Safe for use
 * by many threads.
 */
@FunctionalInterface
public interface PeerLink {
  /**
   * Asks another instance.
   *
   * @param question as it is to be handed over
   * @param traceparent the trace that it belongs to, as W3C writes it; null where the question does
   *     not say, and is a part of what the asking thread does
   * @return what it answered; fails when it could not be asked or did not answer in time, in which
   *     case it may have been asked all the same
   */
  CompletableFuture<byte[]> ask(Peer peer, byte[] question, String traceparent);
}

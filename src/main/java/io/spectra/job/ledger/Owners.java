package io.spectra.job.ledger;

import java.util.Optional;

/** Tells who serves a tenant's jobs now. Safe for use by many threads. */
final class Owners {
  private final LedgerStreams streams;
  private final TenantPartitions partitions;
  private final AppliedOffsets applied;
  private final Optional<Peer> self;

  /**
   * @param self where this instance answers others; empty when it is the only one
   */
  Owners(
      LedgerStreams streams,
      TenantPartitions partitions,
      AppliedOffsets applied,
      Optional<Peer> self) {
    this.streams = streams;
    this.partitions = partitions;
    this.applied = applied;
    this.self = self;
  }

  /**
   * The other instance that serves a tenant; empty when this one does.
   *
   * @throws io.spectra.failure.Failure {@code UNAVAILABLE} when nobody does at the moment
   */
  Optional<Peer> elsewhere(String tenant) {
    int partition = partitions.partition(tenant);
    if (applied.serves(partition)) {
      return Optional.empty();
    }
    // Who is told to be the owner and does not serve is restoring, or does not know yet.
    return Optional.of(
        self.flatMap(me -> streams.owner(partition).filter(owner -> !owner.equals(me)))
            .orElseThrow(AppliedOffsets::elsewhere));
  }
}

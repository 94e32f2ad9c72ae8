package io.spectra.job.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Lets a partition be served once it is as far as its log was when it came here: what an earlier
 * owner answered and did not commit is then applied again. Safe for use by many threads.
 */
final class CatchUp {
  private static final long AGAIN_MILLIS = 200;

  private final EndOffsets ends;
  private final AppliedOffsets applied;

  CatchUp(EndOffsets ends, AppliedOffsets applied) {
    this.ends = ends;
    this.applied = applied;
  }

  /** Begins to wait for that life of the partition; asks again when the broker does not answer. */
  void begin(int partition, long life) {
    ends.last(partition)
        .thenCompose(last -> applied.reached(partition, last))
        .whenComplete(
            (reached, failure) -> {
              if (failure == null) {
                applied.serve(partition, life);
              } else if (applied.lives(partition, life)) {
                later().execute(() -> begin(partition, life));
              }
            });
  }

  private static Executor later() {
    return CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
  }
}

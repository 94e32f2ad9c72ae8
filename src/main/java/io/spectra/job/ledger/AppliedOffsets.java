package io.spectra.job.ledger;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * How far each partition of the log is applied here: where those who wait and those who apply meet.
 * Knows nothing of Kafka. Safe for use by many threads.
 */
final class AppliedOffsets {
  private static final class Partition {
    private final NavigableMap<Long, CompletableFuture<Void>> waiting = new TreeMap<>();
    private long applied;

    Partition(long applied) {
      this.applied = applied;
    }
  }

  private final Map<Integer, Partition> partitions = new HashMap<>();

  /**
   * Begins to serve a partition whose store is restored.
   *
   * @param applied the last offset that the store holds, -1 for none; taken as it is, also when an
   *     earlier life of the partition had come further
   */
  void open(int partition, long applied) {
    close(partition);
    synchronized (this) {
      partitions.put(partition, new Partition(applied));
    }
  }

  /** Tells that all up to this offset is applied and can be read. */
  void mark(int partition, long offset) {
    List<CompletableFuture<Void>> reached;
    synchronized (this) {
      Partition served = partitions.get(partition);
      served.applied = offset;
      NavigableMap<Long, CompletableFuture<Void>> head = served.waiting.headMap(offset, true);
      reached = new ArrayList<>(head.values());
      head.clear();
    }
    // Outside the lock: what hangs on these futures is not ours.
    reached.forEach(waiter -> waiter.complete(null));
  }

  /** Ends serving a partition; who waits for it is told to try again. */
  void close(int partition) {
    Partition left;
    synchronized (this) {
      left = partitions.remove(partition);
    }
    if (left != null) {
      left.waiting.values().forEach(waiter -> waiter.completeExceptionally(elsewhere()));
    }
  }

  synchronized boolean serves(int partition) {
    return partitions.containsKey(partition);
  }

  /** How many partitions are served here. */
  synchronized int served() {
    return partitions.size();
  }

  /**
   * A future done once the offset is applied, done already when it is; failed with a {@link
   * Failure} when the partition is not served here, or no longer.
   */
  synchronized CompletableFuture<Void> reached(int partition, long offset) {
    Partition served = partitions.get(partition);
    if (served == null) {
      return CompletableFuture.failedFuture(elsewhere());
    }
    return offset <= served.applied
        ? CompletableFuture.completedFuture(null)
        : served.waiting.computeIfAbsent(offset, fresh -> new CompletableFuture<>()).copy();
  }

  static Failure elsewhere() {
    return Failure.of(ErrorCode.UNAVAILABLE, "The jobs are being moved or restored; try again.")
        .retryAfter(Duration.ofSeconds(1));
  }
}

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
import java.util.function.LongSupplier;

/**
 * How far each partition of the log is applied here: where those who wait and those who apply meet.
 * Knows nothing of Kafka. Safe for use by many threads.
 */
final class AppliedOffsets {
  private static final class Partition {
    private final NavigableMap<Long, CompletableFuture<Void>> waiting = new TreeMap<>();
    private final long life;
    private long applied;
    private long beatNanos;
    private boolean serves;

    Partition(long life, long applied, long now) {
      this.life = life;
      this.applied = applied;
      this.beatNanos = now;
    }
  }

  /**
   * After so long without a sign of life another instance may have the partition: less than the
   * session of {@link StreamsSettings}, by more than a heartbeat.
   */
  private static final Duration SILENCE = Duration.ofSeconds(4);

  private final LongSupplier nanoTime;

  private final Map<Integer, Partition> partitions = new HashMap<>();
  private long lives;

  AppliedOffsets() {
    this(System::nanoTime);
  }

  AppliedOffsets(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Begins to apply to a partition whose store is restored. It is not served before {@link #serve}:
   * its log may hold commands that were answered elsewhere and are still to be applied here.
   *
   * @param applied the last offset that the store holds, -1 for none; taken as it is, also when an
   *     earlier life of the partition had come further
   * @return this life of the partition, for {@link #serve}
   */
  long open(int partition, long applied) {
    close(partition);
    synchronized (this) {
      lives++;
      partitions.put(partition, new Partition(lives, applied, nanoTime.getAsLong()));
      return lives;
    }
  }

  /** Begins to serve a partition, unless that life of it is over. */
  synchronized void serve(int partition, long life) {
    if (lives(partition, life)) {
      partitions.get(partition).serves = true;
    }
  }

  /**
   * Notes that who applies to a partition is alive. After a silence in which it may have gone to
   * another instance, such as that of a process that was frozen, it is not served any more.
   *
   * @return whether it is to catch up before {@link #serve}, in the life that it has
   */
  synchronized boolean beat(int partition) {
    Partition opened = partitions.get(partition);
    boolean late = silent(opened);
    opened.serves &= !late;
    opened.beatNanos = nanoTime.getAsLong();
    return late;
  }

  private boolean silent(Partition opened) {
    return nanoTime.getAsLong() - opened.beatNanos > SILENCE.toNanos();
  }

  /** Whether that life of a partition goes on. */
  synchronized boolean lives(int partition, long life) {
    Partition opened = partitions.get(partition);
    return opened != null && opened.life == life;
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
    Partition opened = partitions.get(partition);
    return opened != null && opened.serves && !silent(opened);
  }

  /** How many partitions are served here. */
  synchronized int served() {
    return (int) partitions.values().stream().filter(partition -> partition.serves).count();
  }

  /** How many partitions are here, served or still catching up. */
  synchronized int opened() {
    return partitions.size();
  }

  /**
   * A future done once the offset is applied, done already when it is; failed with a {@link
   * Failure} when the partition is not here, or no longer.
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

package io.spectra.job.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Gathers the ends of sync queries, some milliseconds' worth of each tenant at a time. Safe for use
 * by many threads.
 */
final class EndedBatches implements AutoCloseable {
  private static final long LINGER_MILLIS = 50;
  private static final long AGAIN_MILLIS = 500;
  private static final int MOST_BYTES = 256 << 10;

  private final BiConsumer<String, Batch> sender;
  private final Map<String, Batch> open = new HashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "spectra-query-ends");
            thread.setDaemon(true);
            return thread;
          });

  /** Ends of one tenant that are sent together. */
  static final class Batch {
    private final List<byte[]> ends = new ArrayList<>();
    private final List<Consumer<Exception>> told = new ArrayList<>();
    private int bytes;

    private void add(byte[] end, Consumer<Exception> onSent) {
      ends.add(end);
      told.add(onSent);
      bytes += end.length;
    }

    List<byte[]> ends() {
      return ends;
    }

    /** Tells each that it is in the log, or why it is not. */
    void sent(Exception failure) {
      told.forEach(each -> each.accept(failure));
    }
  }

  /**
   * @param sender sends one tenant's batch and has it told when that is done; does not wait
   */
  EndedBatches(BiConsumer<String, Batch> sender) {
    this.sender = sender;
  }

  /**
   * Adds an end.
   *
   * @param end as {@link EndedQuery#toBytes} wrote it
   * @param onSent told once: null when the log has it, else why it has not
   */
  void add(String tenant, byte[] end, Consumer<Exception> onSent) {
    Batch full = null;
    synchronized (this) {
      Batch batch = open.get(tenant);
      if (batch != null && batch.bytes + end.length > MOST_BYTES) {
        full = open.remove(tenant);
        batch = null;
      }
      if (batch == null) {
        batch = open(tenant);
      }
      batch.add(end, onSent);
    }
    if (full != null) {
      sender.accept(tenant, full);
    }
  }

  private Batch open(String tenant) {
    if (open.isEmpty() && !clock.isShutdown()) {
      clock.schedule(this::flush, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }
    Batch batch = new Batch();
    open.put(tenant, batch);
    return batch;
  }

  /** Sends what is here. */
  void flush() {
    Map<String, Batch> all;
    synchronized (this) {
      all = Map.copyOf(open);
      open.clear();
    }
    // Outside the lock: a broker that is away makes the sender wait.
    all.forEach(sender);
  }

  /**
   * Sends a batch again that could not be sent now.
   *
   * @return whether it will be: not once this is closed, when the journal holds what is left
   */
  boolean later(String tenant, Batch batch) {
    try {
      clock.schedule(() -> sender.accept(tenant, batch), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (RejectedExecutionException closed) {
      return false;
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    flush();
  }
}

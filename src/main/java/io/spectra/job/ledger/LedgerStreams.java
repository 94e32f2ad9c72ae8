package io.spectra.job.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Runs the topology from start to stop. Safe for use by many threads. */
final class LedgerStreams implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LedgerStreams.class.getName());
  private static final Duration STOP = Duration.ofSeconds(10);

  /** A fault that comes back more often than this in a while is none that a new thread heals. */
  private static final int REPLACEMENTS = 3;

  private static final Duration WHILE = Duration.ofMinutes(10);

  private final KafkaStreams streams;
  private final StateFolder folder;
  private final Queue<Instant> faults = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean faulty = new AtomicBoolean();
  private final AtomicBoolean started = new AtomicBoolean();

  LedgerStreams(Topology topology, JobSettings settings, KafkaClients clients, StateFolder folder) {
    this.folder = folder;
    streams = new KafkaStreams(topology, StreamsSettings.of(settings, clients, folder));
    streams.setUncaughtExceptionHandler(this::judge);
  }

  /** Begins to restore and to apply; returns at once. */
  void start() {
    folder.discardUncommitted();
    started.set(true);
    streams.start();
  }

  /** The state of Kafka Streams, for the readiness check. */
  KafkaStreams.State state() {
    return streams.state();
  }

  /**
   * A partition's store, for reading.
   *
   * @throws io.spectra.failure.Failure {@code UNAVAILABLE} unless it is restored and served here
   */
  <V> ReadOnlyKeyValueStore<String, V> store(String name, int partition) {
    try {
      return streams.store(
          StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, V>keyValueStore())
              .withPartition(partition));
    } catch (InvalidStateStoreException | IllegalStateException e) {
      throw AppliedOffsets.elsewhere().causedBy(e);
    }
  }

  @Override
  public void close() {
    boolean stopped = streams.close(STOP);
    if (started.get() && stopped && !faulty.get()) {
      folder.markCleanStop();
    }
  }

  private StreamThreadExceptionResponse judge(Throwable fault) {
    faulty.set(true);
    Instant now = Instant.now();
    faults.removeIf(earlier -> earlier.isBefore(now.minus(WHILE)));
    faults.add(now);
    LOG.log(Level.SEVERE, "Applying commands failed", fault);
    return faults.size() <= REPLACEMENTS
        ? StreamThreadExceptionResponse.REPLACE_THREAD
        : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }
}

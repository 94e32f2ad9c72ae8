package io.spectra.job.ledger;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

  /** A fault that comes back more often than this is not one that a new thread heals. */
  private static final int REPLACEMENTS = 3;

  private final KafkaStreams streams;
  private final StateFolder folder;
  private final AtomicInteger faults = new AtomicInteger();
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
    if (started.get() && stopped && faults.get() == 0) {
      folder.markCleanStop();
    }
  }

  private StreamThreadExceptionResponse judge(Throwable fault) {
    int count = faults.incrementAndGet();
    LOG.log(Level.SEVERE, "Applying commands failed, fault " + count, fault);
    return count <= REPLACEMENTS
        ? StreamThreadExceptionResponse.REPLACE_THREAD
        : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }
}

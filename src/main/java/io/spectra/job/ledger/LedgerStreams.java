package io.spectra.job.ledger;

import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
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
  private final boolean severalInstances;
  private final Queue<Instant> faults = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean faulty = new AtomicBoolean();
  private final AtomicBoolean started = new AtomicBoolean();

  LedgerStreams(Topology topology, JobSettings settings, KafkaClients clients, StateFolder folder) {
    this.folder = folder;
    severalInstances = settings.address().isPresent();
    streams = new KafkaStreams(topology, StreamsSettings.of(settings, clients, folder));
    streams.setUncaughtExceptionHandler(this::judge);
    StreamsMeter.of(streams::metrics, Metrics.globalRegistry);
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

  /** The instance to which a partition is assigned, as far as this one knows; empty if unknown. */
  Optional<Peer> owner(int partition) {
    try {
      KeyQueryMetadata metadata =
          streams.queryMetadataForKey(
              JobStore.JOBS, "", (topic, key, value, partitions) -> Optional.of(Set.of(partition)));
      HostInfo host = metadata.activeHost();
      return host.port() > 0 ? Optional.of(new Peer(host.host(), host.port())) : Optional.empty();
    } catch (InvalidStateStoreException | IllegalStateException e) {
      LOG.log(Level.FINE, "The owners of partitions are not known", e);
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    // Alone it comes back as the same member, at once; among others it leaves to them what it had.
    KafkaStreams.CloseOptions how =
        new KafkaStreams.CloseOptions().timeout(STOP).leaveGroup(severalInstances);
    boolean stopped = streams.close(how);
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

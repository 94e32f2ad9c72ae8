package io.spectra.job.ledger;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobReads;
import io.spectra.job.machine.IndexKeys;
import io.spectra.job.machine.JobEntry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads from the stores of the partitions that are served here. */
final class LedgerReads implements JobReads {
  private final LedgerStreams streams;
  private final TenantPartitions partitions;
  private final AppliedOffsets applied;
  private final EndOffsets ends;
  private final Duration patience;

  LedgerReads(
      LedgerStreams streams,
      TenantPartitions partitions,
      AppliedOffsets applied,
      EndOffsets ends,
      Duration patience) {
    this.streams = streams;
    this.partitions = partitions;
    this.applied = applied;
    this.ends = ends;
    this.patience = patience;
  }

  @Override
  public Optional<Job> find(String tenant, String id) {
    Optional<Job> known = lookUp(tenant, id);
    if (known.isPresent()) {
      return known;
    }
    catchUp(partitions.partition(tenant));
    return lookUp(tenant, id);
  }

  /** Waits until all that the log holds now is applied here. */
  private void catchUp(int partition) {
    try {
      ends.last(partition)
          .thenCompose(last -> applied.reached(partition, last))
          .toCompletableFuture()
          .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Failure failure
          ? failure
          : Failure.of(ErrorCode.UNAVAILABLE, "The job ledger did not catch up; try again.")
              .retryAfter(Duration.ofSeconds(1))
              .causedBy(e.getCause());
    }
  }

  private Optional<Job> lookUp(String tenant, String id) {
    int partition = partitions.partition(tenant);
    ReadOnlyKeyValueStore<String, JobEntry> jobs = streams.store(JobStore.JOBS, partition);
    ReadOnlyKeyValueStore<String, String> index = streams.store(JobStore.INDEX, partition);
    try {
      JobEntry entry = jobs.get(JobStore.key(tenant, id));
      if (entry == null) {
        String key = index.get(IndexKeys.warehouse(tenant, id));
        entry = key == null ? null : jobs.get(key);
      }
      return Optional.ofNullable(entry).map(JobEntry::job);
    } catch (InvalidStateStoreException e) {
      throw AppliedOffsets.elsewhere().causedBy(e);
    }
  }
}

package io.spectra.job.ledger;

import io.spectra.job.Job;
import io.spectra.job.JobListing;
import io.spectra.job.JobPage;
import io.spectra.job.JobReads;
import io.spectra.job.machine.IndexKeys;
import io.spectra.job.machine.JobEntry;
import io.spectra.job.machine.JobMachine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads from the stores of the partitions that are served here. */
final class LedgerReads implements JobReads {
  private final LedgerStreams streams;
  private final JobMachine machine;
  private final TenantPartitions partitions;
  private final AppliedOffsets applied;
  private final EndOffsets ends;
  private final CompletableFuture<PageOffsets> offsets;
  private final Duration patience;

  LedgerReads(
      LedgerStreams streams,
      JobMachine machine,
      TenantPartitions partitions,
      AppliedOffsets applied,
      EndOffsets ends,
      CompletableFuture<PageOffsets> offsets,
      Duration patience) {
    this.streams = streams;
    this.machine = machine;
    this.partitions = partitions;
    this.applied = applied;
    this.ends = ends;
    this.offsets = offsets;
    this.patience = patience;
  }

  @Override
  public Optional<Job> find(String tenant, String id) {
    Optional<Job> known = lookUp(tenant, id);
    if (known.filter(LedgerReads::settled).isPresent()) {
      return known;
    }
    catchUp(partitions.partition(tenant));
    return lookUp(tenant, id);
  }

  @Override
  public Optional<byte[]> answer(String tenant, String id) {
    int partition = served(tenant);
    ReadOnlyKeyValueStore<String, byte[]> answers = streams.store(JobStore.ANSWERS, partition);
    ReadOnlyKeyValueStore<String, byte[]> queries = streams.store(JobStore.QUERIES, partition);
    try {
      String key = JobStore.key(tenant, id);
      return Optional.ofNullable(answers.get(key))
          .or(() -> Optional.ofNullable(queries.get(key)).map(LedgerReads::answer));
    } catch (InvalidStateStoreException e) {
      throw AppliedOffsets.elsewhere().causedBy(e);
    }
  }

  @Override
  public JobPage list(JobListing listing) {
    int partition = served(listing.tenant());
    JobScan scan =
        new JobScan(
            streams.store(JobStore.JOBS, partition), streams.store(JobStore.INDEX, partition));
    // A store that serves was restored from brokers that have told their cluster's id.
    PageOffsets signed = offsets.join();
    Optional<String> before = signed.job(listing);
    try {
      List<Job> found = scan.newest(listing, before, listing.limit() + 1);
      if (found.size() <= listing.limit()) {
        return new JobPage(found, Optional.empty());
      }
      List<Job> page = found.subList(0, listing.limit());
      String last = page.get(page.size() - 1).id();
      return new JobPage(page, Optional.of(signed.after(listing, last)));
    } catch (InvalidStateStoreException e) {
      throw AppliedOffsets.elsewhere().causedBy(e);
    }
  }

  /** The answer of a sync query may be with its caller before its end is applied here. */
  private static boolean settled(Job job) {
    return job.object() != null || job.state().ended();
  }

  private int served(String tenant) {
    int partition = partitions.partition(tenant);
    if (!applied.serves(partition)) {
      throw AppliedOffsets.elsewhere();
    }
    return partition;
  }

  /** Waits until all that the log holds now is applied here. */
  private void catchUp(int partition) {
    Waiting.of(
        ends.last(partition)
            .thenCompose(last -> applied.reached(partition, last))
            .toCompletableFuture()
            .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  private Optional<Job> lookUp(String tenant, String id) {
    int partition = served(tenant);
    ReadOnlyKeyValueStore<String, String> index = streams.store(JobStore.INDEX, partition);
    try {
      return at(JobStore.key(tenant, id), partition)
          .or(
              () ->
                  Optional.ofNullable(index.get(IndexKeys.warehouse(tenant, id)))
                      .flatMap(key -> at(key, partition)));
    } catch (InvalidStateStoreException e) {
      throw AppliedOffsets.elsewhere().causedBy(e);
    }
  }

  private Optional<Job> at(String key, int partition) {
    ReadOnlyKeyValueStore<String, JobEntry> jobs = streams.store(JobStore.JOBS, partition);
    ReadOnlyKeyValueStore<String, byte[]> queries = streams.store(JobStore.QUERIES, partition);
    return Optional.ofNullable(jobs.get(key))
        .or(
            () ->
                Optional.ofNullable(queries.get(key))
                    .map(StoredQuery::read)
                    .map(ended -> ended.entry(machine)))
        .map(JobEntry::job);
  }

  private static byte[] answer(byte[] ended) {
    return StoredQuery.read(ended).query().answer();
  }
}

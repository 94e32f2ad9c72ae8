package io.spectra.job.ledger;

import io.spectra.job.Job;
import io.spectra.job.JobListing;
import io.spectra.job.machine.IndexKeys;
import io.spectra.job.machine.JobEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Finds the jobs of a listing: a tenant's keys sort by time, so a page is a short range scan from
 * the end. With a filter the scan goes over that filter's part of the index.
 */
final class JobScan {
  private static final String BULK = "bulk-job-";

  private final ReadOnlyKeyValueStore<String, JobEntry> jobs;
  private final ReadOnlyKeyValueStore<String, String> index;

  JobScan(
      ReadOnlyKeyValueStore<String, JobEntry> jobs, ReadOnlyKeyValueStore<String, String> index) {
    this.jobs = jobs;
    this.index = index;
  }

  /**
   * The newest jobs of a listing.
   *
   * @param before only jobs older than this one, if given
   * @param most how many at most
   */
  List<Job> newest(JobListing listing, Optional<String> before, int most) {
    boolean filtered = listing.state().isPresent() || listing.operation().isPresent();
    if (!filtered) {
      return scan(jobs, JobStore.key(listing.tenant(), ""), entry -> entry, listing, before, most);
    }
    String prefix =
        IndexKeys.listed(
            listing.tenant(), listing.state().orElse(null), listing.operation().orElse(null));
    return scan(index, prefix, jobs::get, listing, before, most);
  }

  private static <V> List<Job> scan(
      ReadOnlyKeyValueStore<String, V> store,
      String prefix,
      Function<V, JobEntry> entries,
      JobListing listing,
      Optional<String> before,
      int most) {
    List<Job> found = new ArrayList<>();
    String last = prefix + before.orElse(BULK + Character.MAX_VALUE);
    try (KeyValueIterator<String, V> newestFirst = store.reverseRange(prefix + BULK, last)) {
      while (newestFirst.hasNext() && found.size() < most) {
        KeyValue<String, V> next = newestFirst.next();
        JobEntry entry = entries.apply(next.value);
        // The upper bound is inclusive; and a job may move on between index and store.
        boolean own = before.isPresent() && next.key.equals(last);
        if (!own && entry != null && listing.takes(entry.job())) {
          found.add(entry.job());
        }
      }
    }
    return found;
  }
}

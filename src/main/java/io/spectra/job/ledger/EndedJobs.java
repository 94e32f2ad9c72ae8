package io.spectra.job.ledger;

import io.spectra.job.JobEnds;
import io.spectra.job.JobState;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits here for the end of which job. */
final class EndedJobs implements JobEnds {
  private final Map<String, Set<CompletableFuture<Void>>> waiting = new ConcurrentHashMap<>();

  @Override
  public CompletableFuture<Void> ended(String tenant, String id) {
    String key = JobStore.key(tenant, id);
    CompletableFuture<Void> waiter = new CompletableFuture<>();
    waiting.compute(
        key,
        (same, others) -> {
          Set<CompletableFuture<Void>> all =
              others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(waiter);
          return all;
        });
    waiter.whenComplete((done, failure) -> forget(key, waiter));
    return waiter;
  }

  /** Whether anybody waits for the end of the job of this key. */
  boolean awaits(String key) {
    return waiting.containsKey(key);
  }

  /** Tells those who wait, if the job ended by this event. */
  void heard(JobEvent event) {
    boolean ended =
        event.is(JobState.JOB_COMPLETE) || event.is(JobState.FAILED) || event.is(JobState.ABORTED);
    if (ended && !waiting.isEmpty()) {
      JobEvent.Data job = event.data();
      Set<CompletableFuture<Void>> all = waiting.remove(JobStore.key(job.tenant(), job.job()));
      if (all != null) {
        all.forEach(waiter -> waiter.complete(null));
      }
    }
  }

  private void forget(String key, CompletableFuture<Void> waiter) {
    waiting.computeIfPresent(
        key,
        (same, all) -> {
          all.remove(waiter);
          return all.isEmpty() ? null : all;
        });
  }
}

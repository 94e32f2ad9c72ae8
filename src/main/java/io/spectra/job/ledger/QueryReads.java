package io.spectra.job.ledger;

import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobId;
import io.spectra.job.JobListing;
import io.spectra.job.JobPage;
import io.spectra.job.JobReads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Reads that know of records still on their way: those of this instance are sent off before
 * the ledger is asked, those of other instances are given the moment that they take.
 */
final class QueryReads implements JobReads {
  /** Pauses between looks for a record that another instance may be sending off just now. */
  private static final List<Duration> ON_ITS_WAY =
      Stream.of(50, 100, 200, 400, 800).map(Duration::ofMillis).toList();

  /** The warehouse's own ids tell no time: they are looked for again, but not for long. */
  private static final int LOOKS_WITHOUT_TIME = 2;

  /** A query's record is on its way for far less; instances' clocks may differ by some seconds. */
  private static final Duration RECENT = Duration.ofMinutes(1);

  private final JobReads ledger;
  private final RecordedQueries queries;

  QueryReads(JobReads ledger, RecordedQueries queries) {
    this.ledger = ledger;
    this.queries = queries;
  }

  @Override
  public Optional<Job> find(String tenant, String id) {
    if (JobId.ofBulk(id)) {
      return ledger.find(tenant, id);
    }
    await(queries.told(tenant, id));
    Optional<Job> known = ledger.find(tenant, id);
    if (known.isPresent()) {
      return known;
    }
    for (Duration pause : pauses(id)) {
      pause(pause);
      Optional<Job> late = ledger.find(tenant, id);
      if (late.isPresent()) {
        return late;
      }
    }
    return Optional.empty();
  }

  /** None for an id that was made long ago: its record would be there. */
  private static List<Duration> pauses(String id) {
    return JobId.queryMadeAt(id)
        .map(made -> made.isAfter(Instant.now().minus(RECENT)) ? ON_ITS_WAY : List.<Duration>of())
        .orElseGet(() -> ON_ITS_WAY.subList(0, LOOKS_WITHOUT_TIME));
  }

  @Override
  public Optional<byte[]> answer(String tenant, String id) {
    return ledger.answer(tenant, id);
  }

  @Override
  public JobPage list(JobListing listing) {
    return ledger.list(listing);
  }

  private static void pause(Duration pause) {
    await(
        new CompletableFuture<Void>()
            .completeOnTimeout(null, pause.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static void await(CompletableFuture<Void> told) {
    try {
      told.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Failure failure ? failure : e;
    }
  }
}

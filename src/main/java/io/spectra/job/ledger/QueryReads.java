package io.spectra.job.ledger;

import io.spectra.failure.Failure;
import io.spectra.job.Job;
import io.spectra.job.JobId;
import io.spectra.job.JobListing;
import io.spectra.job.JobPage;
import io.spectra.job.JobReads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Reads that know of records still on their way: those of this instance are sent off before
 * the ledger is asked, those of other instances are given the moment that they take.
 */
final class QueryReads implements JobReads {
  /** Another instance sends its records at once: after this long the log has them. */
  private static final Duration ON_ITS_WAY = Duration.ofMillis(50);

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
    await(
        new CompletableFuture<Void>()
            .completeOnTimeout(null, ON_ITS_WAY.toMillis(), TimeUnit.MILLISECONDS));
    return ledger.find(tenant, id);
  }

  @Override
  public Optional<byte[]> answer(String tenant, String id) {
    return ledger.answer(tenant, id);
  }

  @Override
  public JobPage list(JobListing listing) {
    return ledger.list(listing);
  }

  private static void await(CompletableFuture<Void> told) {
    try {
      told.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Failure failure ? failure : e;
    }
  }
}

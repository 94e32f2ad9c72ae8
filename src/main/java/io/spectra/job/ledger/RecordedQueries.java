package io.spectra.job.ledger;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.Begun;
import io.spectra.job.Job;
import io.spectra.job.JobError;
import io.spectra.job.JobId;
import io.spectra.job.JobState;
import io.spectra.job.NewQuery;
import io.spectra.job.SyncQueries;
import io.spectra.job.SyncQuery;
import io.spectra.job.machine.Answer;
import io.spectra.job.machine.JobCommand;
import io.spectra.job.machine.QueryQueued;
import io.spectra.job.machine.QueryStarted;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The sync queries at work in this process. */
final class RecordedQueries implements SyncQueries {
  /** What a query may take to report its end after its own timeout. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Map<String, RecordedQuery> running = new ConcurrentHashMap<>();
  private final CommandLog log;
  private final Executor stopper;

  RecordedQueries(CommandLog log, Executor stopper) {
    this.log = log;
    this.stopper = stopper;
  }

  @Override
  public SyncQuery begin(String tenant, String sql, Duration allowed, String requestId) {
    QueryStarted start = started(new NewQuery(tenant, sql, allowed, null, requestId));
    return watched(start, log.propose(start, requestId));
  }

  @Override
  public Begun beginOnce(NewQuery query) {
    QueryStarted start = started(query);
    return begun(start, start);
  }

  @Override
  public Begun queue(NewQuery query, Duration patience) {
    QueryStarted start =
        started(
            new NewQuery(query.tenant(), query.sql(), query.allowed(), null, query.requestId()));
    QueryQueued queued =
        new QueryQueued(
            query.tenant(),
            start.job(),
            query.sql(),
            patience.plus(start.allowed()),
            query.idempotency(),
            query.requestId());
    return begun(queued, start);
  }

  private static QueryStarted started(NewQuery query) {
    return new QueryStarted(
        query.tenant(),
        JobId.query(),
        query.sql(),
        query.allowed().plus(GRACE),
        query.idempotency(),
        query.requestId());
  }

  /** Watched before it is proposed, so that no cancellation is missed. */
  private Begun begun(JobCommand creation, QueryStarted start) {
    RecordedQuery query = watched(start, log.propose(creation, start.requestId()));
    boolean first = false;
    try {
      Answer answer = query.decided();
      Job job = answer.orThrow();
      first = !answer.repeated();
      return first ? new Begun.First(query) : new Begun.Again(job);
    } catch (Failure failure) {
      if (failure.code() == ErrorCode.UNAVAILABLE) {
        // It may come into being all the same, and would hold its key for as long as it may run.
        query.failed(new JobError(failure.code().name(), "The query was not begun."));
      }
      throw failure;
    } finally {
      if (!first) {
        query.close();
      }
    }
  }

  private RecordedQuery watched(QueryStarted start, CompletableFuture<Answer> recorded) {
    RecordedQuery query = new RecordedQuery(start, log, recorded, running::remove);
    running.put(start.job(), query);
    return query;
  }

  /** Stops a query that was cancelled. */
  void heard(JobEvent event) {
    RecordedQuery query = running.get(event.data().job());
    if (query != null && event.is(JobState.ABORTED)) {
      stopper.execute(query::cancel);
    }
  }
}

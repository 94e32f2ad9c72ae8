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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The sync queries at work in this process. Most end before anybody could ask after them; those
 * that last are recorded while they run, so that they can be seen and cancelled on any instance.
 */
final class RecordedQueries implements SyncQueries, AutoCloseable {
  /** What a query may take to report its end after its own timeout. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** A query that runs for longer has its start recorded. */
  private static final Duration LASTING = Duration.ofMillis(200);

  private static final long SWEEP_MILLIS = 100;

  private final Map<String, RecordedQuery> running = new ConcurrentHashMap<>();
  private final Commands log;
  private final QueryLog ends;
  private final Executor stopper;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "spectra-queries");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param log where what has to be decided first is proposed
   * @param ends where the rest is appended
   */
  RecordedQueries(Commands log, QueryLog ends, Executor stopper) {
    this.log = log;
    this.ends = ends;
    this.stopper = stopper;
  }

  void start() {
    clock.scheduleWithFixedDelay(
        this::recordLasting, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public SyncQuery begin(NewQuery query) {
    return watched(new RecordedQuery(started(query), log, ends, null, running::remove));
  }

  @Override
  public Begun beginOnce(NewQuery query) {
    QueryStarted start = started(query);
    return begun(start, start);
  }

  @Override
  public Begun queue(NewQuery query, Duration patience) {
    QueryStarted start = started(query).unkeyed();
    QueryQueued queued =
        new QueryQueued(
            query.tenant(),
            start.job(),
            query.sql(),
            patience.plus(start.allowed()),
            query.idempotency(),
            query.requestId(),
            query.traceparent());
    return begun(queued, start);
  }

  private static QueryStarted started(NewQuery query) {
    return new QueryStarted(
        query.tenant(),
        JobId.query(),
        query.sql(),
        query.allowed().plus(GRACE),
        query.idempotency(),
        query.requestId(),
        query.traceparent());
  }

  /** Watched before it is proposed, so that no cancellation is missed. */
  private Begun begun(JobCommand creation, QueryStarted start) {
    RecordedQuery query =
        watched(
            new RecordedQuery(
                start, log, ends, log.propose(creation, start.requestId()), running::remove));
    boolean first = false;
    try {
      Answer answer = query.decided();
      Job job = answer.orThrow();
      first = !answer.repeated();
      return first ? new Begun.First(query, job) : new Begun.Again(job);
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

  private RecordedQuery watched(RecordedQuery query) {
    running.put(query.id(), query);
    return query;
  }

  /**
   * Has the log hold all that is true of sync queries here: the ends of those that ended, and that
   * the tenant's one with this id runs, if it does. Done when it does.
   */
  CompletableFuture<Void> told(String tenant, String id) {
    RecordedQuery query = running.get(id);
    if (query != null && query.tenant().equals(tenant)) {
      query.recordStart();
    }
    return ends.acknowledged();
  }

  /** Whether the query of this key is at work here. */
  boolean runs(String key) {
    return running.containsKey(key.substring(key.indexOf('/') + 1));
  }

  /** Stops a query that was cancelled. */
  void heard(JobEvent event) {
    RecordedQuery query = running.get(event.data().job());
    if (query != null && event.is(JobState.ABORTED)) {
      stopper.execute(query::cancel);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void recordLasting() {
    for (RecordedQuery query : running.values()) {
      if (query.runsFor(LASTING)) {
        query.recordStart();
      }
    }
  }
}

package io.spectra.job.ledger;

import io.spectra.job.JobId;
import io.spectra.job.JobState;
import io.spectra.job.SyncQueries;
import io.spectra.job.SyncQuery;
import io.spectra.job.machine.QueryStarted;
import java.time.Duration;
import java.util.Map;
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
    String id = JobId.query();
    QueryStarted started = new QueryStarted(tenant, id, sql, allowed.plus(GRACE), requestId);
    RecordedQuery query =
        new RecordedQuery(
            tenant, id, requestId, log, log.propose(started, requestId), running::remove);
    running.put(id, query);
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

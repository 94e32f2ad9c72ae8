package io.spectra.job.machine;

import io.spectra.job.Job;
import io.spectra.job.JobState;
import io.spectra.job.Operation;
import java.time.Duration;
import java.time.Instant;

/** A command that creates the record of a sync query: one that runs, or one that is to. */
sealed interface QueryBegin extends JobCommand permits QueryQueued, QueryStarted {
  /** The SQL. */
  String query();

  /** How long the query may take, with some time to report; then its record ends by itself. */
  Duration allowed();

  /** The request that asked for it. */
  String requestId();

  @Override
  default boolean concernsBulk() {
    return false;
  }

  @Override
  default String keyIndex() {
    return idempotency() == null ? null : IndexKeys.queryKey(tenant(), idempotency().key());
  }

  /**
   * Decides on the first command of the query.
   *
   * @param atOnce whether its idempotency key is answered while the query still runs
   */
  default Decision create(JobState state, boolean atOnce, Rules rules, Instant now) {
    KeyBinding key = KeyBinding.of(idempotency(), now.plus(rules.keepKeys()), atOnce);
    JobEntry created = JobEntry.created(record(state, now));
    return Decision.told(created.held(job(), now.plus(allowed())).keyed(key));
  }

  private Job record(JobState state, Instant now) {
    return new Job(
        job(),
        tenant(),
        Operation.QUERY,
        null,
        query(),
        null,
        null,
        null,
        state,
        0,
        0,
        0,
        0,
        null,
        null,
        now,
        now,
        state == JobState.OPEN ? null : now,
        null,
        requestId(),
        traceparent());
  }
}

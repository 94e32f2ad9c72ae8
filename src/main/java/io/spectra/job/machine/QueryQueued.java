package io.spectra.job.machine;

import io.spectra.job.IdempotencyKey;
import io.spectra.job.Job;
import io.spectra.job.JobState;
import java.time.Duration;
import java.time.Instant;

/**
 * Records that a query was accepted that is answered before it runs.
 *
 * @param allowed how long it may wait and run, with some time to report; then the record ends by
 *     itself
 * @param idempotency the key under which it was asked for, null for none
 */
public record QueryQueued(
    String tenant,
    String job,
    String query,
    Duration allowed,
    IdempotencyKey idempotency,
    String requestId)
    implements JobCommand {
  @Override
  public Decision create(Rules rules, Instant now) {
    Job queued = QueryStarted.job(tenant, job, query, requestId, JobState.OPEN, now);
    KeyBinding key = KeyBinding.of(idempotency, now.plus(rules.keepKeys()), true);
    return Decision.told(JobEntry.created(queued).held(job, now.plus(allowed)).keyed(key));
  }

  @Override
  public boolean concernsBulk() {
    return false;
  }

  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    return Decision.unchanged(entry.job());
  }

  @Override
  public String keyIndex() {
    return idempotency == null ? null : IndexKeys.queryKey(tenant, idempotency.key());
  }
}

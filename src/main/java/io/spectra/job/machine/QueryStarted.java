package io.spectra.job.machine;

import io.spectra.job.Job;
import io.spectra.job.JobState;
import io.spectra.job.Operation;
import java.time.Duration;
import java.time.Instant;

/**
 * Records that a sync query began. Its worker sends no heartbeats: it is given the query's own
 * timeout as its lease, after which the record ends by itself.
 *
 * @param allowed how long the query may take, with some time to report
 */
public record QueryStarted(
    String tenant, String job, String query, Duration allowed, String requestId)
    implements JobCommand {
  @Override
  public Decision create(Rules rules, Instant now) {
    return Decision.told(JobEntry.created(running(now)).held(job, now.plus(allowed)));
  }

  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    return Decision.unchanged(entry.job());
  }

  private Job running(Instant now) {
    return new Job(
        job,
        tenant,
        Operation.QUERY,
        null,
        query,
        null,
        null,
        null,
        JobState.IN_PROGRESS,
        0,
        0,
        0,
        0,
        null,
        null,
        now,
        now,
        now,
        null,
        requestId);
  }
}

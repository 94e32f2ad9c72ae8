package io.spectra.job.machine;

import io.spectra.job.Job;
import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import java.time.Duration;
import java.time.Instant;

/**
 * Records how a sync query ended, and that there was one at all when its start was not worth a
 * record of its own.
 *
 * @param result what it gave, null when it failed
 * @param error why it failed, null when it did not
 * @param start what the record of its start says, or would have said; null in records of earlier
 *     versions, whose start is always recorded
 * @param took from its start to its end; null like {@code start}
 */
public record QueryFinished(
    String tenant, String job, JobResult result, JobError error, QueryStarted start, Duration took)
    implements JobCommand {
  /** The end of a query whose start is recorded. */
  public QueryFinished(String tenant, String job, JobResult result, JobError error) {
    this(tenant, job, result, error, null, null);
  }

  @Override
  public String traceparent() {
    return start == null ? null : start.traceparent();
  }

  @Override
  public Decision create(Rules rules, Instant now) {
    return start == null
        ? Decision.unknown()
        : decide(start.unkeyed().create(rules, now.minus(took)).entry(), rules, now);
  }

  @Override
  public boolean concernsBulk() {
    return false;
  }

  @Override
  public Decision decide(JobEntry entry, Rules rules, Instant now) {
    Job found = entry.job();
    if (entry.bulk() || found.state().ended()) {
      return Decision.refused(found, "The query has ended.");
    }
    return Decision.told(
        entry.moved(
            error == null
                ? found.at(now).complete(result).job()
                : found.at(now).state(JobState.FAILED).error(error).job()));
  }
}

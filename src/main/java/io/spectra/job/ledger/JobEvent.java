package io.spectra.job.ledger;

import io.spectra.job.Job;
import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.job.JobState;
import io.spectra.job.Operation;
import io.spectra.job.ResultFile;
import io.spectra.job.machine.JobEntry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A change of state as the public sees it: a CloudEvent 1.0 in its JSON form, described by {@code
 * kafka/asyncapi.yaml}. The id follows from the job and its revision, so that a reader who meets an
 * event twice can tell.
 */
public record JobEvent(
    String specversion,
    String id,
    String source,
    String type,
    String subject,
    Instant time,
    String datacontenttype,
    String traceparent,
    Data data) {
  private static final String SOURCE = "/spectra/jobs";
  private static final String TYPE = "io.spectra.job.";

  /** The job, without its SQL. */
  public record Data(
      String tenant,
      String job,
      String kind,
      String state,
      String operation,
      String object,
      long revision,
      int attempt,
      long processed,
      long failed,
      long bytes,
      String location,
      Long sizeBytes,
      List<ResultFile> files,
      String failedLocation,
      String queryId,
      JobError error,
      String requestId) {}

  static JobEvent of(JobEntry entry) {
    Job job = entry.job();
    return new JobEvent(
        "1.0",
        job.id() + "-" + entry.revision(),
        SOURCE,
        TYPE + job.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        job.id(),
        job.updatedAt(),
        "application/json",
        job.traceparent(),
        data(entry));
  }

  private static Data data(JobEntry entry) {
    Job job = entry.job();
    JobResult result = job.result();
    return new Data(
        job.tenant(),
        job.id(),
        entry.bulk() ? "bulk" : "query",
        job.state().wire(),
        entry.bulk() ? job.operation().wire() : Operation.QUERY.wire(),
        job.object(),
        entry.revision(),
        job.attempt(),
        job.processed(),
        job.failed(),
        job.bytes(),
        result == null ? null : result.key(),
        result == null || result.key() == null ? null : result.sizeBytes(),
        result == null || result.files().isEmpty() ? null : result.files(),
        result == null ? null : result.failedKey(),
        result == null ? null : result.queryId(),
        job.error(),
        job.requestId());
  }

  /** Whether the job was aborted by this event. */
  boolean is(JobState state) {
    return state.wire().equals(data.state());
  }
}

package io.spectra.job;

import java.time.Instant;

/**
 * A job as the command log has it: a bulk job, or the record of a sync query. Immutable; every time
 * is the broker's.
 *
 * @param id {@code bulk-job-<uuid>}, or {@code job-<uuid>} of a sync query
 * @param tenant the owner's id
 * @param operation what it does
 * @param object the target as the caller named it; null of a sync query
 * @param query the SQL as the caller sent it, null unless {@code operation} is QUERY
 * @param contentType format of the file; null of a sync query
 * @param compression compression of the file; null of a sync query
 * @param load how the file is applied; null unless the job ingests
 * @param state where it stands
 * @param attempt the attempt that is or was at work, 0 before the first dispatch
 * @param processed records done so far
 * @param failed records refused so far
 * @param bytes bytes written or read so far
 * @param result set in JOB_COMPLETE alone
 * @param error set in FAILED alone
 * @param createdAt when it was submitted
 * @param updatedAt when anything of it last changed
 * @param startedAt when the first attempt began, null before
 * @param endedAt when it ended, null before
 * @param requestId the request that submitted it
 * @param traceparent the trace of that request, as W3C writes it; null where it was not traced
 */
public record Job(
    String id,
    String tenant,
    Operation operation,
    String object,
    String query,
    ContentType contentType,
    Compression compression,
    LoadOptions load,
    JobState state,
    int attempt,
    long processed,
    long failed,
    long bytes,
    JobResult result,
    JobError error,
    Instant createdAt,
    Instant updatedAt,
    Instant startedAt,
    Instant endedAt,
    String requestId,
    String traceparent) {
  /** The job as it was when it was created, before anything happened to it. */
  public Job asSubmitted() {
    return new Job(
        id,
        tenant,
        operation,
        object,
        query,
        contentType,
        compression,
        load,
        JobState.OPEN,
        0,
        0,
        0,
        0,
        null,
        null,
        createdAt,
        createdAt,
        null,
        null,
        requestId,
        traceparent);
  }

  /** Begins a change of this job that happens at {@code now}. */
  public JobDraft at(Instant now) {
    return new JobDraft(this, now);
  }
}

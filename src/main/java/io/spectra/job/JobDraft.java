package io.spectra.job;

import java.time.Instant;
import java.util.List;

/** A job being changed at one moment of broker time. For one thread, for one change. */
public final class JobDraft {
  private final Job from;
  private final Instant now;
  private LoadOptions load;
  private JobState state;
  private int attempt;
  private long processed;
  private long failed;
  private long bytes;
  private JobResult result;
  private JobError error;
  private Instant startedAt;

  JobDraft(Job from, Instant now) {
    this.from = from;
    this.now = now;
    load = from.load();
    state = from.state();
    attempt = from.attempt();
    processed = from.processed();
    failed = from.failed();
    bytes = from.bytes();
    result = from.result();
    error = from.error();
    startedAt = from.startedAt();
  }

  public JobDraft state(JobState to) {
    state = to;
    return this;
  }

  /** Notes what was uploaded. */
  public JobDraft uploaded(List<UploadedPart> parts) {
    load = (load == null ? new LoadOptions(List.of(), null) : load).with(parts);
    return this;
  }

  public JobDraft attempt(int number) {
    attempt = number;
    return this;
  }

  /** How far the work is: records done, records refused, bytes written or read. */
  public JobDraft counts(long done, long refused, long moved) {
    processed = done;
    failed = refused;
    bytes = moved;
    return this;
  }

  /**
   * The final counts are the result's; the bytes are those of its object or of what was uploaded,
   * where that is more than was told.
   */
  public JobDraft complete(JobResult made) {
    result = made;
    long whole = Math.max(made.sizeBytes(), load == null ? 0 : load.uploadedBytes());
    return state(JobState.JOB_COMPLETE)
        .counts(made.processed(), made.failed(), Math.max(bytes, whole));
  }

  public JobDraft error(JobError why) {
    error = why;
    return this;
  }

  /** Notes that work began, unless an earlier attempt began it. */
  public JobDraft begun() {
    startedAt = startedAt == null ? now : startedAt;
    return this;
  }

  /** The changed job: updated now, and ended now when its state is one that ends it. */
  public Job job() {
    return new Job(
        from.id(),
        from.tenant(),
        from.operation(),
        from.object(),
        from.query(),
        from.contentType(),
        from.compression(),
        load,
        state,
        attempt,
        processed,
        failed,
        bytes,
        result,
        error,
        from.createdAt(),
        now,
        startedAt,
        state.ended() ? now : null,
        from.requestId(),
        from.traceparent());
  }
}

package io.spectra.job;

import java.time.Instant;

/** A job being changed at one moment of broker time. For one thread, for one change. */
public final class JobDraft {
  private final Job from;
  private final Instant now;
  private JobState state;
  private int attempt;
  private long processed;
  private long failed;
  private JobResult result;
  private JobError error;
  private Instant startedAt;

  JobDraft(Job from, Instant now) {
    this.from = from;
    this.now = now;
    state = from.state();
    attempt = from.attempt();
    processed = from.processed();
    failed = from.failed();
    result = from.result();
    error = from.error();
    startedAt = from.startedAt();
  }

  public JobDraft state(JobState to) {
    state = to;
    return this;
  }

  public JobDraft attempt(int number) {
    attempt = number;
    return this;
  }

  public JobDraft counts(long done, long refused) {
    processed = done;
    failed = refused;
    return this;
  }

  public JobDraft result(JobResult made) {
    result = made;
    return this;
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
        state,
        attempt,
        processed,
        failed,
        result,
        error,
        from.createdAt(),
        now,
        startedAt,
        state.ended() ? now : null,
        from.requestId());
  }
}

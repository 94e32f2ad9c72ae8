package io.spectra.job.machine;

import io.spectra.job.Attempt;
import io.spectra.job.Job;
import io.spectra.job.JobError;
import io.spectra.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A job as the store keeps it: what its owner may see, and what the machine must remember.
 *
 * @param job what its owner may see
 * @param revision 1 for the created job, one more with every change of state
 * @param worker the worker that holds the attempt, null when none does
 * @param leaseUntil when that worker counts as gone, null when there is none
 * @param dispatchedAt when the attempt's task was last sent, null before the first
 * @param postponedUntil when the attempt's task is to be sent; null when it was sent
 * @param reasons why each attempt that is over did not finish
 * @param key the idempotency key by which the job was asked for, null where none is bound
 * @param sealed whether an attempt was about to commit: the job cannot be aborted any more
 * @param due when time alone changes the job next, null for never
 * @param since when it came into its state; null of entries of earlier versions
 */
public record JobEntry(
    Job job,
    long revision,
    String worker,
    Instant leaseUntil,
    Instant dispatchedAt,
    Instant postponedUntil,
    List<String> reasons,
    KeyBinding key,
    boolean sealed,
    Instant due,
    Instant since) {
  /** Of a sealed job, which may have any number of attempts. */
  private static final int MOST_REASONS = 20;

  public JobEntry {
    reasons = reasons == null ? List.of() : List.copyOf(reasons);
  }

  /** The entry of a job just created. */
  static JobEntry created(Job job) {
    return new JobEntry(
        job, 1, null, null, null, null, List.of(), null, false, null, job.createdAt());
  }

  /** The job moved to another state; nobody's lease survives its end. */
  JobEntry moved(Job to) {
    boolean over = to.state().ended();
    return new JobEntry(
        to,
        to.state() == job.state() ? revision : revision + 1,
        worker,
        over ? null : leaseUntil,
        dispatchedAt,
        over ? null : postponedUntil,
        reasons,
        over ? keyAfter(to.state()) : key,
        sealed,
        due,
        to.state() == job.state() ? since : to.updatedAt());
  }

  /** Only what succeeded is repeated, where the key's answer is what the job gives. */
  private KeyBinding keyAfter(JobState end) {
    boolean kept = key == null || key.atOnce() || end == JobState.JOB_COMPLETE;
    return kept ? key : null;
  }

  /** The job with this idempotency key bound to it, or none. */
  JobEntry keyed(KeyBinding binding) {
    return new JobEntry(
        job,
        revision,
        worker,
        leaseUntil,
        dispatchedAt,
        postponedUntil,
        reasons,
        binding,
        sealed,
        due,
        since);
  }

  /** The job with its attempt held by a worker. */
  JobEntry held(String by, Instant until) {
    return new JobEntry(
        job, revision, by, until, dispatchedAt, null, reasons, key, sealed, due, since);
  }

  /** The job about to take effect, its attempt held until then. */
  JobEntry sealed(Instant until) {
    return new JobEntry(
        job, revision, worker, until, dispatchedAt, null, reasons, key, true, due, since);
  }

  /** The job with a task for the given attempt sent now, which no worker holds yet. */
  JobEntry dispatched(int attempt, Instant now) {
    return new JobEntry(
        numbered(attempt, now), revision, null, null, now, null, reasons, key, sealed, due, since);
  }

  /** The job with the given attempt to be dispatched after a pause; no worker holds it. */
  JobEntry postponed(int attempt, Duration pause, Instant now) {
    return new JobEntry(
        numbered(attempt, now),
        revision,
        null,
        null,
        now,
        now.plus(pause),
        reasons,
        key,
        sealed,
        due,
        since);
  }

  private Job numbered(int attempt, Instant now) {
    return attempt == job.attempt() ? job : job.at(now).attempt(attempt).job();
  }

  /** The job with one more reason why an attempt did not finish. */
  JobEntry because(String reason) {
    List<String> all = new ArrayList<>(reasons);
    all.add(reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason);
    if (sealed && all.size() > MOST_REASONS) {
      all.remove(0);
    }
    return new JobEntry(
        job,
        revision,
        worker,
        leaseUntil,
        dispatchedAt,
        postponedUntil,
        all,
        key,
        sealed,
        due,
        since);
  }

  /**
   * Whether the job has had as many attempts as it may have. One that may have taken effect goes on
   * until an attempt has found out: to call it failed could be a lie, and be answered by a second
   * load of the same records.
   */
  boolean spent(Rules rules) {
    return !sealed && reasons.size() >= rules.attempts();
  }

  JobEntry due(Instant at) {
    return new JobEntry(
        job,
        revision,
        worker,
        leaseUntil,
        dispatchedAt,
        postponedUntil,
        reasons,
        key,
        sealed,
        at,
        since);
  }

  /** The job failed: it has had as many attempts as it may have. */
  JobEntry givenUp(String code, Instant now) {
    String message =
        "The job was given up after %d attempts: %s."
            .formatted(reasons.size(), String.join("; ", reasons));
    return moved(job.at(now).state(JobState.FAILED).error(new JobError(code, message)).job());
  }

  /** The attempt that is dispatched or at work. */
  public Attempt attempt() {
    return new Attempt(job.tenant(), job.id(), job.attempt());
  }

  /** Whether this worker did, or does, this attempt, and no later one began. */
  boolean isOf(int attempt, String by) {
    return attempt == job.attempt() && by.equals(worker);
  }

  /** Whether it is a bulk job, not the record of a sync query. */
  public boolean bulk() {
    return job.object() != null;
  }

  /** Whether it waits for its first dispatch. */
  public boolean waiting() {
    return job.state() == JobState.UPLOAD_COMPLETE && job.attempt() == 0;
  }

  /** Whether it counts against its tenant's concurrency: dispatched and not ended. */
  public boolean active() {
    return job.attempt() > 0 && !job.state().ended();
  }
}

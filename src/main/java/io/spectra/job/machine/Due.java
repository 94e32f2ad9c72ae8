package io.spectra.job.machine;

import io.spectra.job.Job;
import io.spectra.job.JobState;
import io.spectra.job.Operation;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What time alone will do to a job. It is only proposed by whoever watches the clock: the machine
 * judges by the broker's time whether it is really due.
 *
 * @param at from when on it may be proposed
 * @param command what to propose then
 */
public record Due(Instant at, JobCommand command) {
  /** What is due next of this job; empty when nothing will ever be. */
  public static Optional<Due> next(JobEntry entry, Rules rules) {
    Job job = entry.job();
    Stream<Optional<Due>> all =
        job.state().ended()
            ? Stream.of(
                Optional.of(new Due(purge(entry, rules), new Purge(job.tenant(), job.id()))),
                key(entry))
            : Stream.of(
                timeOut(entry, rules), autostart(entry, rules), attempt(entry, rules), key(entry));
    return all.flatMap(Optional::stream).min(Comparator.comparing(Due::at));
  }

  /** When an ended job may be forgotten: not before its idempotency key. */
  static Instant purge(JobEntry entry, Rules rules) {
    Instant kept = entry.job().endedAt().plus(entry.bulk() ? rules.keep() : rules.keepQueries());
    boolean keyed = entry.key() != null && entry.key().until().isAfter(kept);
    return keyed ? entry.key().until() : kept;
  }

  private static Optional<Due> key(JobEntry entry) {
    return Optional.ofNullable(entry.key())
        .map(key -> new Due(key.until(), new ForgetKey(entry.job().tenant(), entry.job().id())));
  }

  private static Optional<Due> timeOut(JobEntry entry, Rules rules) {
    Job job = entry.job();
    return entry.sealed()
        ? Optional.empty()
        : Optional.of(new Due(limit(entry, rules), new TimeOut(job.tenant(), job.id())));
  }

  /** When the job's time runs out: a sync query brings its own limit. */
  static Instant limit(JobEntry entry, Rules rules) {
    return entry.bulk() ? entry.job().createdAt().plus(rules.maxAge()) : entry.leaseUntil();
  }

  private static Optional<Due> autostart(JobEntry entry, Rules rules) {
    Job job = entry.job();
    boolean untouched =
        entry.bulk() && job.state() == JobState.OPEN && job.operation() == Operation.QUERY;
    return rules
        .autostart()
        .after()
        .filter(after -> untouched)
        .map(after -> new Due(job.createdAt().plus(after), new Start(job.tenant(), job.id())));
  }

  private static Optional<Due> attempt(JobEntry entry, Rules rules) {
    Job job = entry.job();
    if (!entry.active()) {
      return Optional.empty();
    }
    return Optional.of(
        entry.worker() == null
            ? new Due(task(entry, rules), new Redispatch(job.tenant(), job.id(), job.attempt()))
            : new Due(entry.leaseUntil(), new ExpireLease(job.tenant(), job.id(), job.attempt())));
  }

  /** When the task of an attempt that nobody holds is to be sent, or sent again. */
  static Instant task(JobEntry entry, Rules rules) {
    return entry.postponedUntil() == null
        ? entry.dispatchedAt().plus(rules.redispatch())
        : entry.postponedUntil();
  }
}

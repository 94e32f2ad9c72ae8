package io.spectra.job.machine;

import java.time.Instant;

/**
 * Decides what becomes of jobs. Pure: the same job, command and time give the same decision, on
 * every instance and at every replay. It never looks at a clock.
 */
public final class JobMachine {
  private final Rules rules;

  public JobMachine(Rules rules) {
    this.rules = rules;
  }

  public Rules rules() {
    return rules;
  }

  /**
   * Decides on a command.
   *
   * @param entry the job that it is about, null when there is none
   * @param now the command's log-append time
   */
  public Decision decide(JobEntry entry, JobCommand command, Instant now) {
    return decide(entry, null, command, now);
  }

  /**
   * Decides on a command that may have an idempotency key.
   *
   * @param entry the job that it is about, null when there is none
   * @param holder another job, which holds the command's key; null when none does
   * @param now the command's log-append time
   */
  public Decision decide(JobEntry entry, JobEntry holder, JobCommand command, Instant now) {
    if (entry != null) {
      return command.decide(entry, rules, now).map(this::timed);
    }
    if (holder == null) {
      return command.create(rules, now).map(this::timed);
    }
    return holder.key().holds(now)
        ? command.repeat(holder, now)
        : command.create(rules, now).map(this::timed).freeing(timed(holder.keyed(null)));
  }

  /**
   * Hands a waiting job's first attempt to the workers; for a tenant that has fewer jobs dispatched
   * than it may.
   */
  public Decision dispatch(JobEntry waiting, Instant now) {
    return Decision.stored(waiting.dispatched(1, now)).withTask().map(this::timed);
  }

  private JobEntry timed(JobEntry entry) {
    return entry.due(Due.next(entry, rules).map(Due::at).orElse(null));
  }
}

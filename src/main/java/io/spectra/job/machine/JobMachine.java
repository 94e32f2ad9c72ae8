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
    Decision decision =
        entry == null ? command.create(rules, now) : command.decide(entry, rules, now);
    return decision.map(this::timed);
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

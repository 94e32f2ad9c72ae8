package io.spectra.job.machine;

import io.spectra.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A command log of one job in memory: applies commands in order and keeps what followed. */
final class Log {
  private final JobMachine machine;
  private final List<Decision> decisions = new ArrayList<>();
  private Instant now = Given.T0;
  private JobEntry entry;

  Log(Rules rules) {
    machine = new JobMachine(rules);
  }

  /** Applies a command, and dispatches the job when it waits, as the processor does. */
  Decision apply(JobCommand command) {
    Decision decision = take(machine.decide(entry, command, now));
    if (entry != null && entry.waiting()) {
      take(machine.dispatch(entry, now));
    }
    return decision;
  }

  Log after(Duration time) {
    now = now.plus(time);
    return this;
  }

  Instant now() {
    return now;
  }

  JobEntry entry() {
    return entry;
  }

  Job job() {
    return entry.job();
  }

  /** All that was decided, in order. */
  List<Decision> decisions() {
    return decisions;
  }

  private Decision take(Decision decision) {
    decisions.add(decision);
    if (decision.outcome() != Decision.Outcome.KEEP) {
      entry = decision.entry();
    }
    return decision;
  }
}

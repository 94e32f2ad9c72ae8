package io.spectra.job.machine;

import io.spectra.failure.ErrorCode;
import io.spectra.job.Attempt;
import io.spectra.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What follows from a command.
 *
 * @param outcome what becomes of the stored job
 * @param entry the job to store, null unless {@code outcome} is STORE
 * @param events the job in every state that it took, in order, each to be told to the public
 * @param tasks attempts to be handed to the workers
 * @param answer for the one who proposed the command
 */
public record Decision(
    Outcome outcome, JobEntry entry, List<JobEntry> events, List<Attempt> tasks, Answer answer) {
  /** What becomes of the stored job. */
  public enum Outcome {
    KEEP,
    STORE,
    REMOVE
  }

  public Decision {
    events = List.copyOf(events);
    tasks = List.copyOf(tasks);
  }

  static Decision unknown() {
    return keep(new Answer(null, ErrorCode.NOT_FOUND, "There is no such job."));
  }

  static Decision refused(Job job, String message) {
    return keep(new Answer(job, ErrorCode.CONFLICT, message));
  }

  /** Accepted, and nothing changes: the command had taken effect already. */
  static Decision unchanged(Job job) {
    return keep(Answer.accepted(job));
  }

  static Decision removed(Job job) {
    return new Decision(Outcome.REMOVE, null, List.of(), List.of(), Answer.accepted(job));
  }

  /** Accepted with a change that the public is not told, such as a count. */
  static Decision stored(JobEntry entry) {
    return new Decision(Outcome.STORE, entry, List.of(), List.of(), Answer.accepted(entry.job()));
  }

  /** Accepted with a change of state. */
  static Decision told(JobEntry entry) {
    return new Decision(
        Outcome.STORE, entry, List.of(entry), List.of(), Answer.accepted(entry.job()));
  }

  private static Decision keep(Answer answer) {
    return new Decision(Outcome.KEEP, null, List.of(), List.of(), answer);
  }

  /** This decision, and the job's attempt handed to the workers. */
  Decision withTask() {
    return new Decision(outcome, entry, events, List.of(entry.attempt()), answer);
  }

  /** This decision followed by another on the same job; the first one's answer stands. */
  Decision then(Decision next) {
    List<JobEntry> all = new ArrayList<>(events);
    all.addAll(next.events);
    return new Decision(next.outcome, next.entry, all, next.tasks, answer);
  }

  Decision map(UnaryOperator<JobEntry> change) {
    return entry == null ? this : new Decision(outcome, change.apply(entry), events, tasks, answer);
  }
}

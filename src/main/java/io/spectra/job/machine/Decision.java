package io.spectra.job.machine;

import io.spectra.failure.ErrorCode;
import io.spectra.job.Attempt;
import io.spectra.job.Job;
import java.time.Duration;
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
 * @param freed another job to store, which lost its idempotency key to this one; null for none
 * @param answer for the one who proposed the command
 */
public record Decision(
    Outcome outcome,
    JobEntry entry,
    List<JobEntry> events,
    List<Attempt> tasks,
    JobEntry freed,
    Answer answer) {
  private static final Duration AGAIN = Duration.ofSeconds(1);

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

  /** Accepted, and nothing changes: an earlier command with the same key did it. */
  static Decision repeated(Job job) {
    return keep(Answer.repeated(job));
  }

  /** Refused for now: the first request with the same key is still at work. */
  static Decision busy(Job job, String message) {
    return keep(new Answer(job, ErrorCode.CONFLICT, message, false, AGAIN));
  }

  static Decision removed(Job job) {
    return new Decision(Outcome.REMOVE, null, List.of(), List.of(), null, Answer.accepted(job));
  }

  /** Accepted with a change that the public is not told, such as a count. */
  static Decision stored(JobEntry entry) {
    return new Decision(
        Outcome.STORE, entry, List.of(), List.of(), null, Answer.accepted(entry.job()));
  }

  /** Accepted with a change of state. */
  static Decision told(JobEntry entry) {
    return new Decision(
        Outcome.STORE, entry, List.of(entry), List.of(), null, Answer.accepted(entry.job()));
  }

  private static Decision keep(Answer answer) {
    return new Decision(Outcome.KEEP, null, List.of(), List.of(), null, answer);
  }

  /** This decision, and the job's attempt handed to the workers. */
  Decision withTask() {
    return new Decision(outcome, entry, events, List.of(entry.attempt()), freed, answer);
  }

  /** This decision followed by another on the same job; the first one's answer stands. */
  Decision then(Decision next) {
    List<JobEntry> all = new ArrayList<>(events);
    all.addAll(next.events);
    return new Decision(next.outcome, next.entry, all, next.tasks, freed, answer);
  }

  /** This decision, with the key of the new job taken from one whose time with it is over. */
  Decision freeing(JobEntry other) {
    return new Decision(outcome, entry, events, tasks, other, answer);
  }

  Decision map(UnaryOperator<JobEntry> change) {
    return entry == null
        ? this
        : new Decision(outcome, change.apply(entry), events, tasks, freed, answer);
  }
}

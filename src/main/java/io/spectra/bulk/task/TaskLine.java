package io.spectra.bulk.task;

import io.spectra.job.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * The tasks that wait here for a place. It is the turn of the tenant that has the fewest places,
 * and of its oldest task; whom no place is open to holds nobody up. For one thread at a time.
 */
final class TaskLine {
  private record Waiting(Task task, Instant notBefore) {}

  private final Map<Attempt, Waiting> waiting = new LinkedHashMap<>();

  /**
   * Lets a task wait.
   *
   * @param notBefore before which it is not its turn
   * @return false when its attempt waits already
   */
  boolean add(Task task, Instant notBefore) {
    return waiting.putIfAbsent(task.attempt(), new Waiting(task, notBefore)) == null;
  }

  /** Takes the task out whose turn it is now, if there is one. */
  Optional<Task> next(Places places, Instant now) {
    Optional<Task> next =
        waiting.values().stream()
            .filter(each -> !each.notBefore.isAfter(now))
            .map(Waiting::task)
            .filter(task -> places.openTo(task.tenant()))
            .min(
                Comparator.<Task>comparingInt(task -> places.of(task.tenant()))
                    .thenComparing(Task::since)
                    .thenComparing(Task::offset));
    next.ifPresent(task -> waiting.remove(task.attempt()));
    return next;
  }

  /** Takes those out that have waited here longer than this. */
  List<Task> takeWaitingFor(Duration time, Instant now) {
    List<Task> late = tasks().filter(task -> task.arrived().plus(time).isBefore(now)).toList();
    late.forEach(task -> waiting.remove(task.attempt()));
    return late;
  }

  /** Forgets those that came from these partitions. */
  void forget(Collection<TopicPartition> partitions) {
    waiting.values().removeIf(each -> partitions.contains(each.task.partition()));
  }

  int size() {
    return waiting.size();
  }

  private Stream<Task> tasks() {
    return waiting.values().stream().map(Waiting::task);
  }
}

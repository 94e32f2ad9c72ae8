package io.spectra.bulk.task;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * Which tasks of this instance's partitions are still to be decided on, and so up to where the rest
 * may be committed. For one thread at a time.
 */
final class TaskOffsets {
  private final Map<TopicPartition, TreeSet<Long>> open = new HashMap<>();

  void begin(TopicPartition partition, long offset) {
    open.computeIfAbsent(partition, fresh -> new TreeSet<>()).add(offset);
  }

  /** Notes that a task needs no other instance any more. */
  void decided(TopicPartition partition, long offset) {
    open.getOrDefault(partition, new TreeSet<>()).remove(offset);
  }

  /** Whether the task is this instance's, and not decided on. */
  boolean isOpen(TopicPartition partition, long offset) {
    return open.getOrDefault(partition, new TreeSet<>()).contains(offset);
  }

  /**
   * The offset at which another instance would have to go on.
   *
   * @param read the offset of the next record that is read here
   */
  long committable(TopicPartition partition, long read) {
    TreeSet<Long> undecided = open.getOrDefault(partition, new TreeSet<>());
    return undecided.isEmpty() ? read : undecided.first();
  }

  /** Forgets partitions that are another instance's now. */
  void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(open::remove);
  }
}

package io.spectra.bulk.task;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.spectra.bulk.BulkConfig;
import io.spectra.bulk.Workers;
import io.spectra.failure.Failure;
import io.spectra.job.JobWork;
import io.spectra.job.Lease;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Keeps the tasks that came to this instance, and has them done while there are places. A task is
 * decided on once the log has said who does the attempt: offsets deliver, leases complete. Safe for
 * use by many threads.
 */
@Singleton
public class TaskTaker {
  private static final Logger LOG = Logger.getLogger(TaskTaker.class);
  private static final Duration LEAVING = Duration.ofSeconds(8);

  /** While the ledger moves or restores. */
  private static final Duration AGAIN = Duration.ofMillis(300);

  private static final Duration AFTER_FAULT = Duration.ofSeconds(5);

  private final JobWork work;
  private final Workers workers;
  private final Places places;
  private final TaskLine line = new TaskLine();
  private final TaskOffsets offsets = new TaskOffsets();
  private final Clock clock = Clock.systemUTC();
  private boolean leaving;

  TaskTaker(JobWork work, Workers workers, BulkConfig config) {
    this.work = work;
    this.workers = workers;
    this.places = new Places(config.workers(), spare(config));
    Gauge.builder("spectra.tasks.waiting", this, TaskTaker::waiting)
        .description("Bulk jobs that wait on this instance for a worker")
        .register(Metrics.globalRegistry);
  }

  private static int spare(BulkConfig config) {
    int quarter = config.workers() == 1 ? 0 : Math.max(1, config.workers() / 4);
    return Math.min(config.spareWorkers().orElse(quarter), config.workers() - 1);
  }

  /** Takes a task that came; one that waits already needs not wait twice. */
  synchronized void take(Task task) {
    if (line.add(task, task.arrived())) {
      offsets.begin(task.partition(), task.offset());
    }
  }

  /** Has done what there are places for. */
  void fill() {
    for (Optional<Task> next = next(); next.isPresent(); next = next()) {
      begin(next.get());
    }
  }

  private void begin(Task task) {
    try {
      workers.execute(() -> attempt(task));
    } catch (RejectedExecutionException stopping) {
      close();
      leave(task);
    }
  }

  private synchronized Optional<Task> next() {
    Optional<Task> next = leaving ? Optional.empty() : line.next(places, clock.instant());
    next.ifPresent(task -> places.take(task.tenant()));
    return next;
  }

  private void attempt(Task task) {
    try {
      claim(task).ifPresent(workers::work);
    } finally {
      leave(task);
      fill();
    }
  }

  private synchronized void leave(Task task) {
    places.leave(task.tenant());
  }

  private Optional<Lease> claim(Task task) {
    try {
      Optional<Lease> lease = work.claim(task.attempt());
      decided(task);
      return lease;
    } catch (Failure moving) {
      LOG.debugf(moving, "%s is to be claimed again", task.attempt());
      putBack(task, AGAIN);
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s could not be claimed; it is tried again", task.attempt());
      putBack(task, AFTER_FAULT);
    }
    return Optional.empty();
  }

  /** The task needs no instance any more, or another one was told of it. */
  synchronized void decided(Task task) {
    offsets.decided(task.partition(), task.offset());
  }

  /** The task is to be tried again after a pause, if it is still this instance's. */
  synchronized void putBack(Task task, Duration pause) {
    if (offsets.isOpen(task.partition(), task.offset())) {
      line.add(task, clock.instant().plus(pause));
    }
  }

  /** Takes out of the line what has waited longer than this, for other instances. */
  synchronized List<Task> takeWaitingFor(Duration time) {
    return line.takeWaitingFor(time, clock.instant());
  }

  /** Up to where a partition's tasks are decided on; see {@link TaskOffsets#committable}. */
  synchronized long committable(TopicPartition partition, long read) {
    return offsets.committable(partition, read);
  }

  /** Leaves the undecided tasks of partitions to the instance that has them now. */
  synchronized void forget(Collection<TopicPartition> partitions) {
    line.forget(partitions);
    offsets.forget(partitions);
  }

  synchronized int waiting() {
    return line.size();
  }

  /** Takes no task any more: those that wait are left to the other instances. */
  public synchronized void close() {
    leaving = true;
  }

  /** When nothing is taken any more: what is at work here goes to others, promptly. */
  public void leave() {
    work.leave();
    workers.await(LEAVING);
  }
}

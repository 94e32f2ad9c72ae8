package io.spectra.job.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.spectra.job.Job;
import io.spectra.job.JobState;
import io.spectra.job.Operation;
import io.spectra.job.machine.JobEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * Counts what happens to jobs, once on the instance that owns their partition. A transaction that
 * is repeated counts twice. Safe for use by many threads.
 */
final class LedgerMeter {
  private final MeterRegistry registry;
  private final Map<JobState, Counter> queries = new EnumMap<>(JobState.class);
  private final Map<Operation, OfBulk> bulk = new EnumMap<>(Operation.class);
  private final Map<Integer, Backlog> backlogs = new ConcurrentHashMap<>();

  /** How many bulk jobs of one partition wait for their turn, and how many are dispatched. */
  record Backlog(long waiting, long active) {}

  private record OfBulk(
      Map<JobState, Counter> moves,
      Map<JobState, Timer> stayed,
      Timer waited,
      Timer ran,
      Counter processed,
      Counter failed,
      Counter bytes) {}

  LedgerMeter(MeterRegistry registry) {
    this.registry = registry;
    for (JobState state : JobState.values()) {
      queries.put(state, moves("query", "query", state));
    }
    for (Operation operation : Operation.values()) {
      bulk.put(operation, ofBulk(operation.wire()));
    }
    backlog(
        "spectra.jobs.waiting", "Bulk jobs that wait for their tenant's turn", Backlog::waiting);
    backlog("spectra.jobs.active", "Bulk jobs dispatched or at work", Backlog::active);
  }

  /**
   * Tells of a job's change of state.
   *
   * @param before the job before it; null for one that was created
   */
  void moved(JobEntry before, JobEntry after) {
    Job job = after.job();
    if (before != null && before.job().state() == job.state()) {
      return;
    }
    if (!after.bulk()) {
      queries.get(job.state()).increment();
      return;
    }
    OfBulk meters = bulk.get(job.operation());
    if (before != null) {
      time(meters.stayed().get(before.job().state()), before.since(), job.updatedAt());
    }
    meters.moves().get(job.state()).increment();
    switch (job.state()) {
      case IN_PROGRESS -> time(meters.waited(), job.createdAt(), job.startedAt());
      case JOB_COMPLETE, FAILED, ABORTED -> ended(meters, job);
      case OPEN, UPLOAD_COMPLETE -> {
        // Nothing has been done yet.
      }
    }
  }

  void backlog(int partition, Backlog now) {
    backlogs.put(partition, now);
  }

  /** The partition is another instance's now. */
  void left(int partition) {
    backlogs.remove(partition);
  }

  private static void ended(OfBulk meters, Job job) {
    time(meters.ran(), job.startedAt(), job.endedAt());
    if (job.state() == JobState.JOB_COMPLETE) {
      meters.processed().increment(job.processed());
      meters.failed().increment(job.failed());
      meters.bytes().increment(job.result() == null ? 0 : job.result().sizeBytes());
    }
  }

  private static void time(Timer timer, Instant from, Instant to) {
    if (from != null && to != null) {
      timer.record(Duration.between(from, to));
    }
  }

  private OfBulk ofBulk(String operation) {
    Map<JobState, Counter> moves = new EnumMap<>(JobState.class);
    for (JobState state : JobState.values()) {
      moves.put(state, moves("bulk", operation, state));
    }
    return new OfBulk(
        moves,
        stayed(operation),
        time(operation, "waiting"),
        time(operation, "running"),
        rows(operation, "processed"),
        rows(operation, "failed"),
        Counter.builder("spectra.jobs.bytes")
            .description("Bytes of the files of completed bulk jobs")
            .baseUnit("bytes")
            .tag("operation", operation)
            .register(registry));
  }

  /** Of the states that a job leaves again. */
  private Map<JobState, Timer> stayed(String operation) {
    Map<JobState, Timer> timers = new EnumMap<>(JobState.class);
    for (JobState state : JobState.values()) {
      if (!state.ended()) {
        timers.put(
            state,
            Timer.builder("spectra.jobs.state.time")
                .description("How long bulk jobs were in a state, told when they leave it")
                .tags("operation", operation, "state", state.wire())
                .register(registry));
      }
    }
    return timers;
  }

  private Counter moves(String kind, String operation, JobState state) {
    return Counter.builder("spectra.jobs.moves")
        .description("Jobs that came into a state")
        .tags("kind", kind, "operation", operation)
        .tag("state", state.wire())
        .register(registry);
  }

  private Timer time(String operation, String phase) {
    return Timer.builder("spectra.jobs.time")
        .description("How long bulk jobs waited for their first attempt, and ran from then on")
        .tags("operation", operation, "phase", phase)
        .register(registry);
  }

  private Counter rows(String operation, String outcome) {
    return Counter.builder("spectra.jobs.rows")
        .description("Rows of completed bulk jobs")
        .tags(Tags.of("operation", operation, "outcome", outcome.toLowerCase(Locale.ROOT)))
        .register(registry);
  }

  private void backlog(String name, String about, ToLongFunction<Backlog> count) {
    Gauge.builder(name, backlogs, all -> all.values().stream().mapToLong(count).sum())
        .description(about)
        .register(registry);
  }
}

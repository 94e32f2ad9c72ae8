package io.spectra.job.ledger;

import io.spectra.failure.ErrorCode;
import io.spectra.job.Attempt;
import io.spectra.job.Job;
import io.spectra.job.machine.Answer;
import io.spectra.job.machine.Decision;
import io.spectra.job.machine.IndexKeys;
import io.spectra.job.machine.JobCommand;
import io.spectra.job.machine.JobEntry;
import io.spectra.job.machine.JobMachine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Applies one partition of the command log to its store, and tells workers and public what follows.
 * Decoding and deciding come first and may fail; what comes after writes, and an exception there is
 * left to end the transaction.
 */
final class JobProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Duration BACKLOG_INTERVAL = Duration.ofSeconds(10);

  private final JobMachine machine;
  private final AppliedOffsets applied;
  private final PendingAnswers answers;
  private final CatchUp catchUp;
  private final DueJobs due;
  private final LedgerMeter meter;
  private final PromptCommits commits;
  private ProcessorContext<byte[], byte[]> context;
  private JobStore store;
  private DeadLetters dead;
  private int partition;

  JobProcessor(
      JobMachine machine,
      AppliedOffsets applied,
      PendingAnswers answers,
      CatchUp catchUp,
      DueJobs due,
      LedgerMeter meter,
      PromptCommits commits) {
    this.meter = meter;
    this.commits = commits;
    this.machine = machine;
    this.applied = applied;
    this.answers = answers;
    this.catchUp = catchUp;
    this.due = due;
  }

  /** Called once the stores are restored. */
  @Override
  public void init(ProcessorContext<byte[], byte[]> processorContext) {
    context = processorContext;
    store = new JobStore(context, machine);
    dead = new DeadLetters(context);
    partition = context.taskId().partition();
    long life = applied.open(partition, store.applied());
    catchUp.begin(partition, life);
    context.schedule(
        DueJobs.INTERVAL, PunctuationType.WALL_CLOCK_TIME, clock -> atIntervals(life, clock));
    context.schedule(
        BACKLOG_INTERVAL,
        PunctuationType.WALL_CLOCK_TIME,
        clock -> meter.backlog(partition, store.backlog()));
  }

  private void atIntervals(long life, long clock) {
    if (applied.beat(partition)) {
      catchUp.begin(partition, life);
    }
    due.propose(store, clock);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    long offset = context.recordMetadata().map(RecordMetadata::offset).orElseThrow();
    Runnable tell = () -> {};
    if (EndedQueries.isOne(record.value())) {
      keepEnded(record);
    } else if (ForgottenQueries.isOne(record.value())) {
      forget(record);
    } else {
      tell = decide(record);
    }
    store.applied(offset);
    tell.run();
    applied.mark(partition, offset);
  }

  /** Applies a command; returns what tells its proposer. */
  private Runnable decide(Record<byte[], byte[]> record) {
    CommandRecord command;
    try {
      command = CommandRecord.read(record.key(), record.value());
    } catch (RuntimeException e) {
      dead.send(record, e);
      return () -> {};
    }
    Answer answer = apply(command.command(), record);
    return () -> answers.give(command.id(), answer);
  }

  /**
   * Queries that ended without having been known: nothing is to be decided, and much to be told.
   */
  private void keepEnded(Record<byte[], byte[]> record) {
    Instant now = Instant.ofEpochMilli(record.timestamp());
    List<StoredQuery> ended;
    try {
      ended = EndedQueries.read(record.key(), record.value(), now);
    } catch (RuntimeException e) {
      dead.send(record, e);
      return;
    }
    store.keep(ended, now.plus(machine.rules().keepQueries()));
    for (StoredQuery query : ended) {
      JobEntry entry = query.entry(machine);
      meter.moved(null, entry);
      Job job = entry.job();
      tell(entry, RequestIds.headers(job.requestId(), job.traceparent()), record);
    }
  }

  private void forget(Record<byte[], byte[]> record) {
    String together = ForgottenQueries.read(record.value());
    boolean due;
    try {
      due = record.timestamp() >= ForgottenQueries.until(together).toEpochMilli();
    } catch (RuntimeException e) {
      dead.send(record, e);
      return;
    }
    if (due) {
      store.forget(together);
    }
  }

  @Override
  public void close() {
    applied.close(partition);
    meter.left(partition);
  }

  private Answer apply(JobCommand command, Record<byte[], byte[]> record) {
    Instant now = Instant.ofEpochMilli(record.timestamp());
    JobEntry before = store.find(command.tenant(), command.job());
    JobEntry holder = command.keyIndex() == null ? null : store.named(command.keyIndex());
    Decision decision;
    try {
      decision = machine.decide(before, holder, command, now);
    } catch (RuntimeException e) {
      dead.send(record, e);
      return new Answer(null, ErrorCode.INTERNAL_ERROR, "The job ledger could not decide.");
    }
    if (decision.freed() != null) {
      store.replace(holder, decision.freed());
    }
    // First the answer: who finds the query completed must find its answer too.
    keepAnswer(decision, record);
    write(before, decision, record);
    if (command.concurrency() != null) {
      store.concurrency(command.tenant(), command.concurrency());
    }
    if (command.concernsBulk()) {
      dispatch(command.tenant(), record, now);
    }
    return decision.answer();
  }

  private void write(JobEntry before, Decision decision, Record<byte[], byte[]> cause) {
    if (decision.outcome() == Decision.Outcome.KEEP) {
      return;
    }
    store.replace(before, decision.entry());
    meter.moved(before, decision.entry());
    for (JobEntry told : decision.events()) {
      tell(told, headers(cause, told), cause);
    }
    for (Attempt task : decision.tasks()) {
      String key = task.job() + "/" + task.number();
      forward(Topic.TASKS, key, TaskPointers.write(task), headers(cause, decision.entry()), cause);
    }
    if (commits.awaited(decision)) {
      context.commit();
    }
  }

  private void tell(JobEntry entry, Headers headers, Record<byte[], byte[]> cause) {
    String key = JobStore.key(entry.job().tenant(), entry.job().id());
    forward(Topic.EVENTS, key, JobJson.write(JobEvent.of(entry)), headers, cause);
  }

  /** A query's answer travels beside the command that ends it, as it is. */
  private void keepAnswer(Decision decision, Record<byte[], byte[]> record) {
    Header answer = record.headers().lastHeader(CommandLog.ANSWER);
    if (answer != null && decision.outcome() == Decision.Outcome.STORE) {
      store.keepAnswer(decision.entry().job(), answer.value());
    }
  }

  /** Dispatches the tenant's oldest waiting jobs while fewer are dispatched than may be. */
  private void dispatch(String tenant, Record<byte[], byte[]> cause, Instant now) {
    int most = store.concurrency(tenant).orElse(machine.rules().concurrency());
    List<JobEntry> waiting = store.indexed(IndexKeys.waiting(tenant), most);
    if (waiting.isEmpty()) {
      return;
    }
    int free = most - store.indexed(IndexKeys.active(tenant), most).size();
    for (JobEntry next : waiting.subList(0, Math.max(0, Math.min(free, waiting.size())))) {
      write(next, machine.dispatch(next, now), cause);
    }
  }

  /** The request that caused it, or else the one that submitted the job. */
  private static Headers headers(Record<byte[], byte[]> cause, JobEntry entry) {
    Job job = entry.job();
    return RequestIds.headers(RequestIds.of(cause.headers(), job.requestId()), job.traceparent());
  }

  private void forward(
      String topic, String key, byte[] value, Headers headers, Record<byte[], byte[]> cause) {
    context.forward(
        new Record<>(key.getBytes(StandardCharsets.UTF_8), value, cause.timestamp(), headers),
        topic);
  }
}

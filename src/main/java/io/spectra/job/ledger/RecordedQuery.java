package io.spectra.job.ledger;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.job.SyncQuery;
import io.spectra.job.machine.Answer;
import io.spectra.job.machine.QueryFinished;
import io.spectra.job.machine.QueryStarted;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A sync query whose record this process keeps. */
final class RecordedQuery implements SyncQuery {
  private final QueryStarted start;
  private final Commands log;
  private final QueryLog ends;
  private final CompletableFuture<Answer> created;
  private final Consumer<String> onClose;
  private final long startNanos = System.nanoTime();
  private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
  private CompletableFuture<Void> recorded;
  private boolean ended;

  /**
   * @param start tells that it runs
   * @param created what was decided on its creation; null when it is not recorded yet
   */
  RecordedQuery(
      QueryStarted start,
      Commands log,
      QueryLog ends,
      CompletableFuture<Answer> created,
      Consumer<String> onClose) {
    this.start = start;
    this.log = log;
    this.ends = ends;
    this.created = created;
    this.onClose = onClose;
    this.recorded = created == null ? null : created.thenAccept(Answer::orThrow);
  }

  @Override
  public String id() {
    return start.job();
  }

  String tenant() {
    return start.tenant();
  }

  boolean runsFor(Duration time) {
    return System.nanoTime() - startNanos > time.toNanos();
  }

  /** Records once that it runs, unless it has ended. */
  synchronized void recordStart() {
    if (recorded == null && !ended) {
      recorded = ends.append(start, start.requestId());
    }
  }

  @Override
  public synchronized CompletionStage<Void> recorded() {
    recordStart();
    return recorded == null ? CompletableFuture.completedFuture(null) : recorded.copy();
  }

  /** Waits for what was decided on its creation, like {@link Commands#decide}. */
  Answer decided() {
    return Waiting.of(created);
  }

  @Override
  public void onCancelled(Runnable stop) {
    cancelled.thenRun(stop);
  }

  @Override
  public CompletionStage<Void> started() {
    return log.propose(start, start.requestId()).thenAccept(Answer::orThrow);
  }

  @Override
  public CompletionStage<Void> completed(JobResult result, byte[] answer) {
    return cancelled.isDone()
        ? CompletableFuture.failedFuture(Failure.of(ErrorCode.CONFLICT, "The query was cancelled"))
        : finished(result, null, answer);
  }

  @Override
  public CompletionStage<Void> failed(JobError error) {
    return finished(null, error, null);
  }

  @Override
  public void close() {
    onClose.accept(id());
  }

  void cancel() {
    cancelled.complete(null);
  }

  /** Others may know a query that is recorded: the log has to have its end before its caller. */
  private CompletionStage<Void> finished(JobResult result, JobError error, byte[] answer) {
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
    QueryFinished end = new QueryFinished(tenant(), id(), result, error, start, took);
    synchronized (this) {
      ended = true;
      if (start.idempotency() != null) {
        // What is given back to the key is what the log decided, not what was only sent.
        return log.propose(end, start.requestId(), answer).thenAccept(Answer::orThrow);
      }
      return recorded == null ? ends.keep(end, answer) : ends.append(end, answer);
    }
  }
}

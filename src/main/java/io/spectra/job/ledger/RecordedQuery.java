package io.spectra.job.ledger;

import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.job.SyncQuery;
import io.spectra.job.machine.Answer;
import io.spectra.job.machine.QueryFinished;
import io.spectra.job.machine.QueryStarted;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A sync query whose record this process keeps. */
final class RecordedQuery implements SyncQuery {
  private final String tenant;
  private final String id;
  private final String requestId;
  private final CommandLog log;
  private final QueryStarted start;
  private final CompletableFuture<Answer> recorded;
  private final Consumer<String> onClose;
  private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

  /**
   * @param start tells that it runs
   * @param recorded what was decided on its creation
   */
  RecordedQuery(
      QueryStarted start,
      CommandLog log,
      CompletableFuture<Answer> recorded,
      Consumer<String> onClose) {
    this.tenant = start.tenant();
    this.id = start.job();
    this.requestId = start.requestId();
    this.log = log;
    this.start = start;
    this.recorded = recorded;
    this.onClose = onClose;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public CompletionStage<Void> recorded() {
    return recorded.thenAccept(Answer::orThrow);
  }

  /** Waits for what was decided on its creation, like {@link CommandLog#decide}. */
  Answer decided() {
    return CommandLog.join(recorded);
  }

  @Override
  public void onCancelled(Runnable stop) {
    cancelled.thenRun(stop);
  }

  @Override
  public CompletionStage<Void> started() {
    return log.propose(start, requestId).thenAccept(Answer::orThrow);
  }

  @Override
  public CompletionStage<Void> completed(JobResult result, byte[] answer) {
    return finished(new QueryFinished(tenant, id, result, null), answer);
  }

  @Override
  public CompletionStage<Void> failed(JobError error) {
    return finished(new QueryFinished(tenant, id, null, error), null);
  }

  @Override
  public void close() {
    onClose.accept(id);
  }

  void cancel() {
    cancelled.complete(null);
  }

  private CompletionStage<Void> finished(QueryFinished end, byte[] answer) {
    return log.propose(end, requestId, answer).thenAccept(Answer::orThrow);
  }
}

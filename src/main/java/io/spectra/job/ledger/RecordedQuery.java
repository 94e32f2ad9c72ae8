package io.spectra.job.ledger;

import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.job.SyncQuery;
import io.spectra.job.machine.Answer;
import io.spectra.job.machine.QueryFinished;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A sync query whose record this process keeps. */
final class RecordedQuery implements SyncQuery {
  private final String tenant;
  private final String id;
  private final String requestId;
  private final CommandLog log;
  private final CompletableFuture<Answer> start;
  private final Consumer<String> onClose;
  private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

  RecordedQuery(
      String tenant,
      String id,
      String requestId,
      CommandLog log,
      CompletableFuture<Answer> start,
      Consumer<String> onClose) {
    this.tenant = tenant;
    this.id = id;
    this.requestId = requestId;
    this.log = log;
    this.start = start;
    this.onClose = onClose;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public CompletionStage<Void> recorded() {
    return start.thenAccept(Answer::orThrow);
  }

  @Override
  public void onCancelled(Runnable stop) {
    cancelled.thenRun(stop);
  }

  @Override
  public CompletionStage<Void> completed(JobResult result) {
    return finished(new QueryFinished(tenant, id, result, null));
  }

  @Override
  public CompletionStage<Void> failed(JobError error) {
    return finished(new QueryFinished(tenant, id, null, error));
  }

  @Override
  public void close() {
    onClose.accept(id);
  }

  void cancel() {
    cancelled.complete(null);
  }

  private CompletionStage<Void> finished(QueryFinished end) {
    return log.propose(end, requestId).thenAccept(Answer::orThrow);
  }
}

package io.spectra.query;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.SyncQuery;
import io.spectra.query.kept.AnswerCopy;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An answer that is not whole before it is certain that the ledger will know how its query ended:
 * whoever reads the id in it finds the job, and finds it completed.
 */
final class RecordedAnswer implements JsonStream {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final QueryAnswer answer;
  private final SyncQuery record;
  private final AnswerCopy copy;
  private boolean completed;

  RecordedAnswer(QueryAnswer answer, SyncQuery record, AnswerCopy copy) {
    this.answer = answer;
    this.record = record;
    this.copy = copy;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    answer.writeTo(copy.to(out));
    copy.whole();
    QueryOutcome outcome = answer.outcome().orElseThrow();
    await(record.completed(copy.result(outcome.rowCount(), outcome.queryId()), copy.inline()));
    copy.recorded();
    completed = true;
  }

  @Override
  public Long rows() {
    return answer.outcome().map(QueryOutcome::rowCount).orElse(null);
  }

  @Override
  public String jobId() {
    return record.id();
  }

  /** Whether the end of the query is recorded. */
  boolean completed() {
    return completed;
  }

  /** How the query went; empty unless its last row was read. */
  Optional<QueryOutcome> outcome() {
    return answer.outcome();
  }

  private static void await(CompletionStage<Void> decision) {
    try {
      decision.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw unavailable(e.getCause());
    } catch (TimeoutException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private static Failure unavailable(Throwable cause) {
    return Failure.of(ErrorCode.UNAVAILABLE, "The query could not be recorded; try again")
        .retryAfter(PATIENCE)
        .causedBy(cause);
  }

  @Override
  public void cancel() {
    answer.cancel();
  }

  @Override
  public void close() {
    answer.close();
    copy.close();
  }
}

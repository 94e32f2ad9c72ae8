package io.spectra.job.ledger;

import io.spectra.failure.ErrorCode;
import io.spectra.job.IdempotencyKey;
import io.spectra.job.Job;
import io.spectra.job.JobGateway;
import io.spectra.job.JobId;
import io.spectra.job.Move;
import io.spectra.job.NewJob;
import io.spectra.job.Submitted;
import io.spectra.job.UploadedPart;
import io.spectra.job.machine.Answer;
import io.spectra.job.machine.Cancel;
import io.spectra.job.machine.JobCommand;
import io.spectra.job.machine.Recall;
import io.spectra.job.machine.Start;
import io.spectra.job.machine.Submit;
import java.util.List;
import java.util.Optional;

/** Puts what callers want into the command log. */
final class LedgerGateway implements JobGateway {
  private final Commands log;
  private final Concurrency concurrency;

  LedgerGateway(Commands log, Concurrency concurrency) {
    this.log = log;
    this.concurrency = concurrency;
  }

  @Override
  public Submitted submitOnce(NewJob job) {
    Submit submit =
        new Submit(
            job.tenant(),
            JobId.bulk(),
            job.operation(),
            job.object(),
            job.query(),
            job.contentType(),
            job.compression(),
            job.load(),
            job.idempotency(),
            concurrency.of(job.tenant()),
            job.requestId(),
            job.traceparent());
    Answer answer = log.decide(submit, job.requestId());
    return new Submitted(answer.orThrow(), answer.repeated());
  }

  @Override
  public Optional<Job> recall(String tenant, IdempotencyKey key, String requestId) {
    Answer answer = log.decide(new Recall(tenant, JobId.bulk(), key), requestId);
    return answer.refusal() == ErrorCode.NOT_FOUND
        ? Optional.empty()
        : Optional.of(answer.orThrow());
  }

  @Override
  public Job move(String tenant, String id, Move move, String requestId) {
    return log.decide(command(tenant, id, move), requestId).orThrow();
  }

  @Override
  public Job start(String tenant, String id, List<UploadedPart> parts, String requestId) {
    return log.decide(new Start(tenant, id, parts), requestId).orThrow();
  }

  private static JobCommand command(String tenant, String id, Move move) {
    switch (move) {
      case START:
        return new Start(tenant, id);
      case ABORT:
        return new Cancel(tenant, id, true);
      case CANCEL:
        return new Cancel(tenant, id, false);
      default:
        throw new IllegalArgumentException(move.name());
    }
  }
}

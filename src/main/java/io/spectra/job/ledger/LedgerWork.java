package io.spectra.job.ledger;

import io.spectra.job.Attempt;
import io.spectra.job.Job;
import io.spectra.job.JobReads;
import io.spectra.job.JobWork;
import io.spectra.job.Lease;
import io.spectra.job.machine.Answer;
import io.spectra.job.machine.Claim;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/** Claims attempts for this process. */
final class LedgerWork implements JobWork {
  /** Of this process alone: what an earlier one held is not ours to go on with. */
  private final String worker = UUID.randomUUID().toString();

  private final Commands log;
  private final JobReads reads;
  private final Leases leases;
  private final Executor stopper;

  LedgerWork(Commands log, JobReads reads, Leases leases, Executor stopper) {
    this.log = log;
    this.reads = reads;
    this.leases = leases;
    this.stopper = stopper;
  }

  @Override
  public Optional<Lease> claim(Attempt attempt) {
    // A task can be there twice, and the log lets one worker claim the same attempt again.
    if (!leases.reserve(attempt)) {
      return Optional.empty();
    }
    Optional<HeldLease> held = Optional.empty();
    try {
      held = propose(attempt);
    } finally {
      if (held.isEmpty()) {
        leases.release(attempt);
      }
    }
    held.ifPresent(leases::hold);
    return held.map(Lease.class::cast);
  }

  @Override
  public void leave() {
    leases.leave();
  }

  private Optional<HeldLease> propose(Attempt attempt) {
    // The claim belongs to the request that submitted the job.
    Optional<Job> job = reads.find(attempt.tenant(), attempt.job());
    if (job.isEmpty()) {
      return Optional.empty();
    }
    long asked = System.nanoTime();
    Claim claim = new Claim(attempt.tenant(), attempt.job(), attempt.number(), worker);
    Answer answer = log.decide(claim, job.get().requestId());
    return answer.accepted()
        ? Optional.of(
            new HeldLease(answer.job(), attempt, worker, log, stopper, leases::release, asked))
        : Optional.empty();
  }
}

package io.spectra.bulk;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.JobError;
import io.spectra.job.JobResult;
import io.spectra.job.Lease;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** How an attempt at a bulk job ends, well or not. Safe for use by many threads. */
@Singleton
public class AttemptEnd {
  private static final Logger LOG = Logger.getLogger(AttemptEnd.class);
  private static final int TRIES = 5;

  /**
   * Proposes the result; again when the log gave no answer in time, as it may have been slow only
   * and takes the same proposal twice.
   *
   * @throws Failure {@code CONFLICT} when the attempt is no longer this worker's: what it made
   *     stays unseen; {@code UNAVAILABLE} when the log never answered
   */
  public void complete(Lease lease, JobResult result) {
    for (int tries = 1; ; tries++) {
      try {
        lease.complete(result);
        return;
      } catch (Failure e) {
        if (e.code() != ErrorCode.UNAVAILABLE || tries == TRIES) {
          throw e;
        }
      }
    }
  }

  /**
   * Tells the owner why the job failed. A lost lease is nobody's failure: the job goes on elsewhere
   * or was aborted. Where a part was not there, the attempt is given back: another follows after a
   * pause, until the job has had enough of them.
   */
  public void fail(Lease lease, Throwable cause) {
    Failure failure = failure(cause);
    String what = lease.job().operation().ingests() ? "load" : "export";
    if (gone(lease, failure)) {
      LOG.infof("%s of %s ended: it is to be done elsewhere or not at all", what, lease.job().id());
    } else if (mayPass(failure)) {
      LOG.warnf(cause, "%s of %s is given back", what, lease.job().id());
      lease.giveBack(new JobError(failure.code().name(), failure.getMessage()));
    } else {
      // What is no fault of the caller is for the operator, with everything that is known.
      boolean ours = failure.code() == ErrorCode.INTERNAL_ERROR;
      LOG.logf(
          ours ? Level.ERROR : Level.INFO,
          ours ? cause : null,
          "%s of %s failed: %s",
          what,
          lease.job().id(),
          failure.code());
      lease.fail(new JobError(failure.code().name(), failure.getMessage()));
    }
  }

  private static boolean gone(Lease lease, Failure failure) {
    return lease.lost()
        || failure.code() == ErrorCode.CONFLICT
        || Thread.currentThread().isInterrupted();
  }

  private static boolean mayPass(Failure failure) {
    return failure.code() == ErrorCode.UNAVAILABLE;
  }

  private static Failure failure(Throwable cause) {
    return cause instanceof Failure failure
        ? failure
        : Failure.of(ErrorCode.INTERNAL_ERROR, "The job failed for a reason inside the service.");
  }
}

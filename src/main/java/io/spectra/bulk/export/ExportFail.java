package io.spectra.bulk.export;

import io.spectra.bulk.BulkPorts;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.JobError;
import io.spectra.job.Lease;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** What becomes of an export that did not succeed. */
@Singleton
@Named("exportFail")
public class ExportFail {
  private static final Logger LOG = Logger.getLogger(ExportFail.class);

  /**
   * Tells the owner why the job failed. A lost lease is nobody's failure: the job goes on elsewhere
   * or was aborted. Where a part was not there, the attempt is given back: another follows after a
   * pause, until the job has had enough of them.
   */
  public void fail(
      @ExchangeProperty(BulkPorts.LEASE) Lease lease,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause) {
    Failure failure = failure(cause);
    if (gone(lease, failure)) {
      LOG.infof("export of %s ended: it is to be done elsewhere or not at all", lease.job().id());
    } else if (mayPass(failure)) {
      LOG.warnf(cause, "export of %s is given back", lease.job().id());
      lease.giveBack(new JobError(failure.code().name(), failure.getMessage()));
    } else {
      // What is no fault of the query is for the operator, with everything that is known.
      boolean ours = failure.code() == ErrorCode.INTERNAL_ERROR;
      LOG.logf(
          ours ? Level.ERROR : Level.INFO,
          ours ? cause : null,
          "export of %s failed: %s",
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
        : Failure.of(
            ErrorCode.INTERNAL_ERROR, "The export failed for a reason inside the service.");
  }
}

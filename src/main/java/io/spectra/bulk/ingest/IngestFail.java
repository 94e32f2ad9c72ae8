package io.spectra.bulk.ingest;

import io.spectra.bulk.AttemptEnd;
import io.spectra.bulk.BulkPorts;
import io.spectra.failure.ErrorCode;
import io.spectra.job.JobError;
import io.spectra.job.Lease;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jboss.logging.Logger;

/** What becomes of a load that did not come to its end. */
@Singleton
@Named("ingestFail")
public class IngestFail {
  private static final Logger LOG = Logger.getLogger(IngestFail.class);

  private final AttemptEnd end;

  public IngestFail(AttemptEnd end) {
    this.end = end;
  }

  /**
   * A load that was committed, or may have been, has not failed: the next attempt finds out by the
   * control table. Anything else fails as every attempt does.
   */
  public void fail(
      @ExchangeProperty(BulkPorts.LEASE) Lease lease,
      @ExchangeProperty(IngestPorts.LOADING) Loading loading,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause) {
    if (loading == null || !loading.maybeCommitted()) {
      end.fail(lease, cause);
      return;
    }
    LOG.warnf(cause, "load of %s is committed or may be: to be looked up", lease.job().id());
    if (!lease.lost()) {
      lease.giveBack(
          new JobError(
              ErrorCode.UNAVAILABLE.name(), "it was not known whether the load took effect"));
    }
  }
}

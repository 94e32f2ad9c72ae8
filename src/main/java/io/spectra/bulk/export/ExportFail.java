package io.spectra.bulk.export;

import io.spectra.bulk.AttemptEnd;
import io.spectra.bulk.BulkPorts;
import io.spectra.job.Lease;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** What becomes of an export that did not succeed. */
@Singleton
@Named("exportFail")
public class ExportFail {
  private final AttemptEnd end;

  ExportFail(AttemptEnd end) {
    this.end = end;
  }

  /** Fails the job or gives the attempt back, as {@link AttemptEnd#fail} says. */
  public void fail(
      @ExchangeProperty(BulkPorts.LEASE) Lease lease,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable cause) {
    end.fail(lease, cause);
  }
}

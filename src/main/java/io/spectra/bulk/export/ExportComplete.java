package io.spectra.bulk.export;

import io.spectra.bulk.AttemptEnd;
import io.spectra.bulk.BulkPorts;
import io.spectra.failure.Failure;
import io.spectra.job.JobResult;
import io.spectra.job.Lease;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The last step of an export: only what the job ledger accepts is ever shown. */
@Singleton
@Named("exportComplete")
public class ExportComplete {
  private final AttemptEnd end;

  ExportComplete(AttemptEnd end) {
    this.end = end;
  }

  /**
   * Proposes the file.
   *
   * @throws Failure as {@link AttemptEnd#complete}; the file stays unseen then, until the sweeper
   *     removes it
   */
  public void complete(@ExchangeProperty(BulkPorts.LEASE) Lease lease, @Body JobResult result) {
    end.complete(lease, result);
  }
}

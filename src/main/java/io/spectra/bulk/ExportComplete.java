package io.spectra.bulk;

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
  /**
   * @throws io.spectra.failure.Failure {@code CONFLICT} when the attempt is no longer this
   *     worker's; its file stays unseen until the sweeper removes it
   */
  public void complete(@ExchangeProperty(BulkPorts.LEASE) Lease lease, @Body JobResult result) {
    lease.complete(result);
  }
}

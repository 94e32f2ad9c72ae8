package io.spectra.bulk.export;

import io.spectra.bulk.BulkPorts;
import io.spectra.failure.ErrorCode;
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
  private static final int TRIES = 5;

  /**
   * Proposes the file; again when the log gave no answer in time, as it may have been slow only and
   * takes the same proposal twice.
   *
   * @throws Failure {@code CONFLICT} when the attempt is no longer this worker's: its file stays
   *     unseen until the sweeper removes it; {@code UNAVAILABLE} when the log never answered
   */
  public void complete(@ExchangeProperty(BulkPorts.LEASE) Lease lease, @Body JobResult result) {
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
}

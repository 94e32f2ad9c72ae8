package io.spectra.bulk.ingest;

import io.spectra.bulk.AttemptEnd;
import io.spectra.bulk.BulkPorts;
import io.spectra.job.Lease;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** The last step of a load: its counts are told to the job ledger. */
@Singleton
@Named("ingestComplete")
public class IngestComplete {
  private final AttemptEnd end;

  IngestComplete(AttemptEnd end) {
    this.end = end;
  }

  /** Proposes the result, and leaves in {@link IngestPorts#REJECTS} what is to be published. */
  public void complete(
      @ExchangeProperty(BulkPorts.LEASE) Lease lease,
      @ExchangeProperty(IngestPorts.LOADING) Loading loading,
      Exchange exchange) {
    end.complete(lease, loading.result().orElseThrow());
    exchange.setProperty(IngestPorts.REJECTS, List.copyOf(loading.rejects()));
  }
}

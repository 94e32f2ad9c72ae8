package io.spectra.bulk.ingest;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.ExchangeProperty;

/** Gives back what a load held, whatever became of it. */
@Singleton
@Named("ingestClose")
public class IngestClose {
  public void close(@ExchangeProperty(IngestPorts.LOADING) Loading loading) {
    if (loading != null) {
      loading.close();
    }
  }
}

package io.spectra.bulk.ingest;

/** The exchange properties on which the steps of a load rely. */
public final class IngestPorts {
  /** The {@link Loading} under way; set by the first step. */
  public static final String LOADING = "spectra.loading";

  /** Rejected records to be published, each as JSON; a list that may be empty. */
  public static final String REJECTS = "spectra.rejects";

  private IngestPorts() {}
}

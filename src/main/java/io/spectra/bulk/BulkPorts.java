package io.spectra.bulk;

/** The ports by which routes enter bulk work, and the exchange properties that they rely on. */
public final class BulkPorts {
  /** Exports one job. Needs {@link #LEASE}. */
  public static final String EXPORT = "direct:export";

  /** Loads the file of one job. Needs {@link #LEASE}. */
  public static final String INGEST = "direct:ingest";

  /** The {@link io.spectra.job.Lease} of the attempt. */
  public static final String LEASE = "spectra.lease";

  /** The job's id. */
  public static final String JOB_ID = "spectra.job-id";

  /** The request that submitted the job. */
  public static final String REQUEST_ID = "spectra.request-id";

  private BulkPorts() {}
}

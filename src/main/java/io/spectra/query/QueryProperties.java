package io.spectra.query;

/** The exchange properties by which the steps of the route {@code query-run} hand on their work. */
public final class QueryProperties {
  /** In: the {@link io.spectra.auth.Caller}. */
  public static final String CALLER = "spectra.caller";

  /** In: the {@link QueryRequest}. */
  public static final String REQUEST = "spectra.request";

  /** In: the id of the query's job record; one is made where it is missing. */
  public static final String JOB_ID = "spectra.job-id";

  /**
   * In: the {@link io.spectra.job.IdempotencyKey} under which the query is asked for; missing where
   * there is none.
   */
  public static final String IDEMPOTENCY = "spectra.idempotency-key";

  /** In: set where the query is to be answered before it runs, and while it then runs. */
  public static final String BACKGROUND = "spectra.background";

  /** Out: the {@link io.spectra.job.Job} of a query that was accepted to run later. */
  public static final String ACCEPTED = "spectra.accepted";

  /** Out: the {@link io.spectra.job.Job} that was asked for first under that key, if any was. */
  public static final String REPEATED = "spectra.repeated";

  /**
   * Between the steps: a {@link java.util.function.Consumer} of the {@link
   * io.spectra.failure.Failure}, to be called before the caller is told of it; may be missing.
   */
  public static final String BEFORE_FAILURE = "spectra.before-failure";

  /** In: the {@link Interruption}; nothing interrupts a query where it is missing. */
  public static final String INTERRUPTION = "spectra.interruption";

  /** Between the steps: the {@link io.spectra.sql.GatedSql}. */
  public static final String SQL = "spectra.sql";

  private QueryProperties() {}
}

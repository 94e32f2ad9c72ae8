package io.spectra.bulk.ingest.cast;

/** One record cannot be applied; cheap, as there may be millions of them. */
public final class Rejection extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 60;

  private final RejectCode code;

  /**
   * @param reason what a person understands, without a full stop
   */
  public Rejection(RejectCode code, String reason) {
    super(reason, null, false, false);
    this.code = code;
  }

  static Rejection of(RejectCode code, String value, String what) {
    return new Rejection(code, shown(value) + " " + what);
  }

  public RejectCode code() {
    return code;
  }

  /** This rejection, said about a column. */
  public Rejection in(String column) {
    return new Rejection(code, column + ": " + getMessage());
  }

  /** A value as it may stand in a message: short, and on one line. */
  static String shown(String value) {
    String cut = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    return "'" + cut.replaceAll("\\p{Cntrl}", " ") + "'";
  }
}

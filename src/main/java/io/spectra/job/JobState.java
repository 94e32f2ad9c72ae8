package io.spectra.job;

/** The states of a bulk job and their names in the contract. */
public enum JobState {
  OPEN("Open"),
  UPLOAD_COMPLETE("UploadComplete"),
  IN_PROGRESS("InProgress"),
  JOB_COMPLETE("JobComplete"),
  FAILED("Failed"),
  ABORTED("Aborted");

  private final String wire;

  JobState(String wire) {
    this.wire = wire;
  }

  /** The name in the contract. */
  public String wire() {
    return wire;
  }

  /** Whether no move leads on from here. */
  public boolean ended() {
    return this == JOB_COMPLETE || this == FAILED || this == ABORTED;
  }
}

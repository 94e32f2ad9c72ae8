package io.spectra.job;

/** What a caller may ask of a job that exists. */
public enum Move {
  /** {@code PATCH UploadComplete}: begin; asking again while the job is at work changes nothing. */
  START,
  /** {@code PATCH Aborted}: end it; asking again of an aborted job changes nothing. */
  ABORT,
  /** {@code DELETE}: end it; refused when the job has ended in any way. */
  CANCEL
}

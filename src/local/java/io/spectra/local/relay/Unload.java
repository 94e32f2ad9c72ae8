package io.spectra.local.relay;

/**
 * The part of an UNLOAD that happens in S3.
 *
 * @param prefix with what the keys of the written objects begin
 * @param gzip whether the objects are compressed
 * @param header whether the first row that the database sends names the columns
 * @param parallel whether the object is named as one of several slices' or as the only one
 * @param overwrite whether objects may already lie at the prefix
 * @param maxFileBytes from what size on the next object is begun, in bytes before compression
 */
record Unload(
    S3Location prefix,
    boolean gzip,
    boolean header,
    boolean parallel,
    boolean overwrite,
    long maxFileBytes)
    implements Transfer {

  /** Redshift's own limit for one file: 6.2 GB. */
  static final long DEFAULT_MAX_FILE_BYTES = 6_200L * 1024 * 1024;

  /** The object for the n-th file, counted from 0. */
  S3Location object(int number) {
    String name = parallel ? "0000_part_%02d".formatted(number) : "%03d".formatted(number);
    return prefix.plus(name + (gzip ? ".gz" : ""));
  }
}

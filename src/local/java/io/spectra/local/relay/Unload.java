package io.spectra.local.relay;

import java.util.Optional;

/**
 * The part of an UNLOAD that happens in S3.
 *
 * @param prefix with what the keys of the written objects begin
 * @param files how the files look
 * @param parallel whether the rows go to the files of two slices, or to one file after another
 * @param overwrite whether objects may already lie at the prefix
 * @param manifest whether a manifest with sizes and counts is written
 * @param maxFileBytes from what size on the next object is begun, in bytes before compression
 */
record Unload(
    S3Location prefix,
    UnloadFiles files,
    boolean parallel,
    boolean overwrite,
    boolean manifest,
    long maxFileBytes)
    implements Transfer {
  /** Slices of the cluster that this stands for. */
  static final int SLICES = 2;

  /** Redshift's own limit for one file: 6.2 GB. */
  static final long DEFAULT_MAX_FILE_BYTES = 6_200L * 1024 * 1024;

  /** The object for the n-th file of a slice, both counted from 0. */
  S3Location object(int slice, int number) {
    String name = parallel ? "%04d_part_%02d".formatted(slice, number) : "%03d".formatted(number);
    return prefix.plus(name + files.suffix());
  }

  /** Where the manifest goes. */
  S3Location manifestObject() {
    return prefix.plus("manifest");
  }

  /**
   * How the files of an UNLOAD look.
   *
   * @param kind of the rows
   * @param gzip whether the objects are compressed
   * @param header whether the first row that the database sends names the columns
   * @param nullText what stands for NULL in raw text
   * @param delimiter what stands between the fields of raw text
   * @param extension what names end with; empty for Redshift's own choice
   * @param query what is unloaded, for its types
   */
  record UnloadFiles(
      Kind kind,
      boolean gzip,
      boolean header,
      String nullText,
      String delimiter,
      Optional<String> extension,
      String query) {
    String suffix() {
      if (extension.isPresent()) {
        return "." + extension.get();
      }
      return kind == Kind.PARQUET ? ".parquet" : gzip ? ".gz" : "";
    }
  }

  /** What becomes of the rows that the database sends. */
  enum Kind {
    /** As the database writes them: CSV, quoted or escaped. */
    AS_SENT,
    /** Fields in the database's text format, to be written without any escape, as Redshift does. */
    RAW,
    /** Fields in the database's text format, to be written into typed columns. */
    PARQUET
  }
}

package io.spectra.bulk.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How exports leave the warehouse, and how long their files are kept. */
@ConfigMapping(prefix = "spectra.bulk.export")
public interface ExportConfig {
  /**
   * {@code unload}: the warehouse writes the files itself, wherever UNLOAD can give what the job
   * asks for; {@code stream}: rows pass through this service; {@code auto}: unload where the
   * warehouse has a role to write with, {@code spectra.warehouse.iam-role} or {@link
   * Unload#iamRole}, else stream.
   */
  @WithDefault("auto")
  Choice way();

  /** How the warehouse is asked to write files itself. */
  Unload unload();

  /** How long the file of a completed export is kept, counted from its end. */
  @WithDefault("7d")
  Duration keep();

  /**
   * How old an attempt's objects and multipart uploads have to be before they are removed as left
   * behind, where no job has them: longer than any clock is wrong and any request is on its way.
   */
  @WithDefault("1h")
  Duration grace();

  /** How often what is no longer kept, or was left behind, is removed from the bucket. */
  @WithDefault("10m")
  Duration sweepEvery();

  /** Which way exports go. */
  enum Choice {
    AUTO,
    STREAM,
    UNLOAD
  }

  /** The options of UNLOAD that are the operator's. */
  interface Unload {
    /**
     * The role by which the warehouse writes exports, where it is another one than {@code
     * spectra.warehouse.iam-role}, by which it reads the bucket: an ARN, several separated by
     * commas (chained), or {@code default} for the cluster's own. A role for each keeps what reads
     * apart from what writes.
     */
    Optional<String> iamRole();

    /** The region of the bucket, where it is not the warehouse's. */
    Optional<String> region();

    /**
     * The key of AWS KMS with which the warehouse encrypts the files; unset: SSE-S3. What this
     * service writes itself, by stream or of several files, is encrypted as the bucket's default
     * says: name the key there, too.
     */
    Optional<String> kmsKeyId();

    /**
     * Whether all slices write at the same time: faster, and the rows of a query come in no order.
     */
    @WithDefault("false")
    boolean parallel();

    /** The largest file that the warehouse writes, in MB, 5 to 6200; several make one object. */
    @WithDefault("6200")
    int maxFileMegabytes();
  }
}

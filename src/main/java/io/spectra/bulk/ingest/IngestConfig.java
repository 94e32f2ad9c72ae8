package io.spectra.bulk.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How files are loaded. */
@ConfigMapping(prefix = "spectra.ingest")
public interface IngestConfig {
  /** The largest object that may be uploaded for a job; S3 itself takes 5 GB in one PUT. */
  @WithDefault("5G")
  MemorySize maxUploadSize();

  /** The parts that one job's data may consist of; the contract takes no more than 100. */
  @WithDefault("100")
  int maxParts();

  /** The most bytes that one job's files may have unpacked: the end of a zip bomb. */
  @WithDefault("200G")
  MemorySize maxUnpackedSize();

  /**
   * The longest record: of CSV in bytes, of JSON in characters, in which it is the longest value
   * too; of PARQUET in bytes of its texts and binaries.
   */
  @WithDefault("4194304")
  int maxRecordLength();

  /**
   * The most that a row group of a Parquet file may take as it is, and its pages unpacked that are
   * read at the same time. A quarter of the heap, and an eighth of it, are never exceeded.
   */
  @WithDefault("128M")
  MemorySize maxRowGroupSize();

  /**
   * The column that tells tenants apart in tables that they share. Where a table has it, it holds
   * the tenant's id in every record that is written, and a record that says otherwise is refused.
   */
  @WithDefault("tenant_id")
  String tenantColumn();

  /** The schema of the tables that loads keep in the warehouse; no client can load into it. */
  @WithDefault("spectra")
  String controlSchema();

  /**
   * The size of the objects by which a file is staged in S3. The warehouse copies all that are
   * there at once, side by side; a load holds {@code spectra.s3.parts-in-flight} and one more in
   * memory.
   */
  @WithDefault("8M")
  MemorySize chunkSize();

  /**
   * From which size of its files on an insert whose keys rise goes into its table while it is still
   * being read, all in one transaction as ever. The tenant's other loads then wait longer for their
   * turn. Above what can be uploaded, no load touches its table before all of it is staged.
   */
  @WithDefault("16M")
  MemorySize insertAheadFrom();

  /** Rejected records of one job that are published to {@code spectra.jobs.rejects} at most. */
  @WithDefault("1000")
  int publishedRejects();

  /** How often a load is applied again that collided with another change of its table. */
  @WithDefault("10")
  int collisions();

  /**
   * How long an uploaded file is kept when its job has ended, or after it was uploaded where that
   * was later. Before its end a job's files are never removed.
   */
  @WithDefault("1d")
  Duration keepUploads();

  /**
   * How old objects under {@code uploads/} and {@code staging/} have to be before they are removed
   * as left behind: longer than any clock is wrong and any request is on its way.
   */
  @WithDefault("1h")
  Duration grace();

  /** How often what is no longer kept, or was left behind, is removed from the bucket. */
  @WithDefault("10m")
  Duration sweepEvery();
}

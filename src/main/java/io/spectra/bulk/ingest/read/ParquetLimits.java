package io.spectra.bulk.ingest.read;

import io.spectra.bulk.ingest.IngestConfig;

/**
 * How much of a Parquet file is held in memory, in bytes.
 *
 * @param group of a row group as it is in the file
 * @param pages of its pages unpacked, at a time
 * @param record of a record
 */
record ParquetLimits(long group, long pages, int record) {
  private static final int SHARE_OF_GROUP = 4;
  private static final int SHARE_OF_PAGES = 8;

  /**
   * @param heap all memory that this process may have
   */
  static ParquetLimits of(IngestConfig config, long heap) {
    long most = config.maxRowGroupSize().asLongValue();
    return new ParquetLimits(
        Math.min(most, heap / SHARE_OF_GROUP),
        Math.min(most, heap / SHARE_OF_PAGES),
        config.maxRecordLength());
  }
}

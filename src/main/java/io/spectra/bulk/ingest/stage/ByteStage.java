package io.spectra.bulk.ingest.stage;

import io.spectra.bulk.ingest.read.RawFields;

/** A stage that also takes records as their file has them. */
public interface ByteStage extends Stage {
  /**
   * Adds a record by the bytes that its file has.
   *
   * @param order the field of each staged column
   */
  void add(long number, RawFields record, int[] order);
}

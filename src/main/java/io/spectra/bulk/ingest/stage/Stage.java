package io.spectra.bulk.ingest.stage;

/** Takes the records that passed, on their way into the staging table. Belongs to one thread. */
public interface Stage extends AutoCloseable {
  /**
   * Adds a record.
   *
   * @param number its number, from 1
   * @param given which values it has, as {@link Layout#GIVEN}; null unless the layout is sparse
   * @param values as the casts gave them, null for NULL; may be changed afterwards
   */
  void add(long number, String given, String[] values);

  /** Waits until every record is in the staging table, and gives back the memory it took. */
  void finish();

  /** Gives up what is not there yet, and removes what it left in S3, or leaves it to the sweep. */
  @Override
  void close();
}

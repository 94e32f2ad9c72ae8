package io.spectra.bulk.ingest.stage;

import io.spectra.warehouse.WritingSession;

/**
 * What becomes of the records of a load, batch by batch, as they get into the staging table. Its
 * methods are called by the thread that adds records.
 */
public interface Landing {
  /** What was added since the last call lies in one object, which is copied after earlier ones. */
  void sent();

  /**
   * Called while no batch is copied.
   *
   * @param objects of how many objects the next batch is, those that were sent first
   * @param copy copies it into the staging table, in the session's transaction
   * @return to be run by the thread that has the session then
   */
  Runnable of(int objects, Runnable copy);

  /** Each batch is committed to the staging table, and lies there. */
  static Landing committed(WritingSession session) {
    return new Landing() {
      @Override
      public void sent() {}

      @Override
      public Runnable of(int objects, Runnable copy) {
        return () -> {
          copy.run();
          session.commit();
        };
      }
    };
  }
}

package io.spectra.bulk.ingest.read;

/**
 * What the unpacked pages of a Parquet file take that are held at the same time: of each column its
 * current page and its dictionary. For one thread.
 */
final class PageBudget {
  private long most;
  private long[] taken = new long[1];
  private int holder;
  private long held;

  /**
   * Gives back everything.
   *
   * @param number of those that may hold something from here on
   * @param bytes that they may hold together
   */
  void holders(int number, long bytes) {
    most = bytes;
    taken = new long[number];
    holder = 0;
    held = 0;
  }

  /** What is taken from here on is held by this one, instead of what it held before. */
  void holder(int place) {
    held -= taken[place];
    taken[place] = 0;
    holder = place;
  }

  /**
   * @throws io.spectra.failure.Failure where that is more than may be held
   */
  void take(long bytes) {
    taken[holder] += bytes;
    held += bytes;
    if (bytes < 0 || held > most) {
      throw FileRefused.because(
          "The pages of the PARQUET file take more than %d bytes unpacked at a time:"
                  .formatted(most)
              + " write smaller pages or row groups.");
    }
  }
}

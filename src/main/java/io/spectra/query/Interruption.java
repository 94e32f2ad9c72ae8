package io.spectra.query;

/** What may end a query before its time: its client leaves, or its job is cancelled. */
@FunctionalInterface
public interface Interruption {
  /**
   * Has {@code stop} called, from any thread, when the query is to end; at once when that is so
   * already. {@code stop} never blocks, and may be called more than once.
   */
  void onInterrupt(Runnable stop);

  /** Either of the two. */
  default Interruption or(Interruption other) {
    return stop -> {
      onInterrupt(stop);
      other.onInterrupt(stop);
    };
  }

  /** Nothing ends it. */
  static Interruption none() {
    return stop -> {};
  }
}

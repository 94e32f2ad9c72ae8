package io.spectra.job;

/** What became of the beginning of a query under an idempotency key. */
public sealed interface Begun {
  /**
   * It is the first: it is to be run.
   *
   * @param query its record
   * @param job the record as it was created
   */
  record First(SyncQuery query, Job job) implements Begun {}

  /**
   * An earlier one with the same key and body stands for it: nothing is to be run.
   *
   * @param job the earlier one: completed, or as it was queued where that was its answer
   */
  record Again(Job job) implements Begun {}
}

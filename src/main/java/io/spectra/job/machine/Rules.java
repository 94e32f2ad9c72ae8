package io.spectra.job.machine;

import java.time.Duration;

/**
 * What the machine's decisions depend on besides the job: the same for all instances.
 *
 * @param autostart when a query job that nobody touches starts
 * @param lease how long a worker may be silent before its attempt goes to another
 * @param attempts attempts after which a job fails; those given back by a worker that left do not
 *     count
 * @param redispatch how long a dispatched attempt may stay unclaimed before its task is sent again
 * @param maxAge how long a job may take from its creation to its end
 * @param keep how long an ended bulk job is kept
 * @param keepQueries how long an ended query is kept, with its answer
 * @param keepKeys how long an idempotency key is bound
 * @param concurrency jobs of one tenant that may be dispatched at the same time
 */
public record Rules(
    Autostart autostart,
    Duration lease,
    int attempts,
    Duration redispatch,
    Duration maxAge,
    Duration keep,
    Duration keepQueries,
    Duration keepKeys,
    int concurrency) {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final int GROWTH = 5;
  private static final int MOST_GROWTHS = 3;

  /**
   * How long to wait with the next attempt after one that failed of something that may pass: two
   * seconds after the first, five times as long after each, some minutes at most: five attempts
   * outlive an outage of some minutes.
   */
  Duration pauseAfter(JobEntry failed) {
    int growths = Math.min(failed.reasons().size() - 1, MOST_GROWTHS);
    return FIRST_PAUSE.multipliedBy((long) Math.pow(GROWTH, growths));
  }
}

package io.spectra.job;

import java.util.Optional;

/**
 * Which bulk jobs of a tenant are asked for, newest first.
 *
 * @param tenant the owner's id
 * @param state only jobs in this state
 * @param operation only jobs of this operation
 * @param limit how many at most, at least 1
 * @param offset where to go on, as an earlier page with the same tenant and filters gave it
 */
public record JobListing(
    String tenant,
    Optional<JobState> state,
    Optional<Operation> operation,
    int limit,
    Optional<String> offset) {
  /** Whether a job is among those asked for. */
  public boolean takes(Job job) {
    return state.map(job.state()::equals).orElse(true)
        && operation.map(job.operation()::equals).orElse(true);
  }
}

package io.spectra.job;

/**
 * What became of a submission.
 *
 * @param job the job as it was created, in state OPEN
 * @param repeated whether an earlier submission with the same idempotency key created it
 */
public record Submitted(Job job, boolean repeated) {}

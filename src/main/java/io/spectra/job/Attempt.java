package io.spectra.job;

/**
 * One try at a job. Only the attempt that the command log accepted is ever visible.
 *
 * @param tenant the tenant's id
 * @param job the job's id
 * @param number 1 for the first dispatch
 */
public record Attempt(String tenant, String job, int number) {}

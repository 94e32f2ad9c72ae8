package io.spectra.job.ledger;

/**
 * Whether the ledger can answer.
 *
 * @param ready whether it can
 * @param reason what it is doing, in words for an operator
 */
public record Readiness(boolean ready, String reason) {}

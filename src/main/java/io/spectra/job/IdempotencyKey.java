package io.spectra.job;

/**
 * What makes a repeated submission one.
 *
 * @param key as the caller chose it; scoped to its tenant and to submissions of bulk jobs
 * @param bodyHash tells whether a later request with the same key asks for the same; compared as a
 *     whole
 */
public record IdempotencyKey(String key, String bodyHash) {}

package io.spectra.job;

/**
 * One object of a result that consists of several.
 *
 * @param key object key in the service's bucket
 * @param sizeBytes size of that object
 */
public record ResultFile(String key, long sizeBytes) {}

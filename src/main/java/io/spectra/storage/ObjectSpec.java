package io.spectra.storage;

/**
 * An object to be written.
 *
 * @param key its key in the service's bucket
 * @param contentType what it will be served as
 */
public record ObjectSpec(String key, String contentType) {}

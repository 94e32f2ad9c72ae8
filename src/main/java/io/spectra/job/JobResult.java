package io.spectra.job;

/**
 * What an accepted attempt left behind.
 *
 * @param key object key of the result in the service's bucket; null where the job leaves no object
 * @param sizeBytes size of that object
 * @param processed records exported or applied
 * @param failed records refused one by one; never counted in {@code processed}
 * @param queryId the warehouse's own query id, null where it gives none
 */
public record JobResult(String key, long sizeBytes, long processed, long failed, String queryId) {}

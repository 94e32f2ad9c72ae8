package io.spectra.job;

import java.util.List;

/**
 * What an accepted attempt left behind.
 *
 * @param key object key of the result in the service's bucket; null where the job leaves no object
 * @param sizeBytes size of that object
 * @param processed records exported or applied
 * @param failed records refused one by one; never counted in {@code processed}
 * @param queryId the warehouse's own query id, null where it gives none
 * @param files the objects where the result consists of several, in order; else empty
 * @param failedKey object key of the rejected records, null where there is none
 */
public record JobResult(
    String key,
    long sizeBytes,
    long processed,
    long failed,
    String queryId,
    List<ResultFile> files,
    String failedKey) {
  public JobResult {
    files = files == null ? List.of() : List.copyOf(files);
  }

  /** A result of at most one object, without rejected records. */
  public JobResult(String key, long sizeBytes, long processed, long failed, String queryId) {
    this(key, sizeBytes, processed, failed, queryId, List.of(), null);
  }
}

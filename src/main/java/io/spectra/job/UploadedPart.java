package io.spectra.job;

/**
 * An uploaded object as it was when its job was started: what is loaded is exactly that, whatever
 * is put in its place later.
 *
 * @param number place of the part in the job's data, from 1
 * @param key its object key in the service's bucket
 * @param etag its entity tag then
 * @param version its version, null where the bucket keeps none
 * @param sizeBytes its size
 */
public record UploadedPart(int number, String key, String etag, String version, long sizeBytes) {}

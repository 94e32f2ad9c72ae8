package io.spectra.limits;

/**
 * What one instance has let through so far.
 *
 * @param instance which one; another after each start
 * @param tenant whose requests
 * @param bucket of which kind
 * @param minute the minute of the clock, counted from the epoch
 * @param used how many in that minute so far
 */
record UsageCount(String instance, String tenant, String bucket, long minute, long used) {}

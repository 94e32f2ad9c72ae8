package io.spectra.limits;

/**
 * What a tenant has left of a bucket after a request was counted.
 *
 * @param allowed whether the request is within the limit
 * @param limit requests a minute
 * @param remaining requests left in this minute, never negative
 * @param resetEpochSecond when the bucket is full again, in seconds of the epoch
 * @param secondsToReset from now until then, at least 1
 */
public record Allowance(
    boolean allowed, long limit, long remaining, long resetEpochSecond, long secondsToReset) {}

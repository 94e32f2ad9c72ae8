package io.spectra.query;

/**
 * What became of a query, for its answer's metadata and its job record.
 *
 * @param rowCount the rows given
 * @param totalRows the rows that the query would have given uncut; null where counting them took
 *     too long
 * @param truncated whether the service cut rows
 * @param executionTimeMs milliseconds from the start of the statement until its last row was read
 * @param queryId the warehouse's own id of the query, or the job's where the warehouse gave none
 */
public record QueryOutcome(
    long rowCount, Long totalRows, boolean truncated, long executionTimeMs, String queryId) {}

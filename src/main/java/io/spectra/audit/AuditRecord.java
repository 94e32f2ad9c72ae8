package io.spectra.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;

/**
 * Who did what: one record of each request that a known caller made; {@code
 * kafka/schemas/audit-record.json} describes it. Holds no credential and no value of a result.
 *
 * @param time when the answer ended
 * @param requestId the request's id
 * @param tenant for whom
 * @param caller by whom: {@code tenant/key-name}, or {@code tenant/jwt:subject}
 * @param operation the operationId of the contract
 * @param address where the request came from
 * @param status the HTTP status
 * @param outcome {@code OK}, the error code, or {@code BROKEN} for an answer that broke off
 * @param jobId the job that it made or named; null for none
 * @param sql the SQL as sent; null for none, or where only its hash is kept
 * @param sqlSha256 its SHA-256; null for none
 * @param rows the rows that were sent; null where there were none to send
 * @param bytes the size of the answer's body
 * @param millis how long it took
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditRecord(
    Instant time,
    String requestId,
    String tenant,
    String caller,
    String operation,
    String address,
    int status,
    String outcome,
    String jobId,
    String sql,
    String sqlSha256,
    Long rows,
    long bytes,
    long millis) {
  /** This record with the hash of its SQL, and its text only where that is kept. */
  AuditRecord hashed(String hash, boolean keepText) {
    return new AuditRecord(
        time,
        requestId,
        tenant,
        caller,
        operation,
        address,
        status,
        outcome,
        jobId,
        keepText ? sql : null,
        hash,
        rows,
        bytes,
        millis);
  }
}

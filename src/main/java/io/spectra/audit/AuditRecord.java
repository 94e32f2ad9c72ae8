package io.spectra.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;

/**
 * Who did what, and who was refused: {@code kafka/schemas/audit-record.json} describes it. Holds no
 * credential and no value of a result.
 *
 * @param time when the answer ended
 * @param requestId the request's id
 * @param tenant the caller's tenant; null where nobody is known to have called
 * @param caller by whom: {@code tenant/key-name}, or {@code tenant/jwt:subject}; null like tenant
 * @param claim what a request that was refused at the edge claimed to be; else null
 * @param operation the operationId of the contract; {@code none} where the request names none
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
    @JsonUnwrapped Claim claim,
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
  /**
   * What a refused request claimed, which nobody has vouched for.
   *
   * @param claimedTenant the tenant that it named, where that is not the caller's; null for none
   * @param credential the kind of what it showed: {@code api-key}, {@code jwt}, {@code aws/} with
   *     the id of the access key, {@code other} or {@code none}
   * @param leftOut refusals of the same caller or address since its last record that have none,
   *     because there were too many; null for none
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Claim(String claimedTenant, String credential, Long leftOut) {}

  /** This record with the hash of its SQL, and its text only where that is kept. */
  AuditRecord hashed(String hash, boolean keepText) {
    return new AuditRecord(
        time,
        requestId,
        tenant,
        caller,
        claim,
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

package io.spectra.job;

/**
 * A bulk job to be submitted; admitted already: the ledger judges neither SQL nor names.
 *
 * @param tenant the owner's id
 * @param operation what it does
 * @param object the target as the caller named it
 * @param query the SQL, null unless {@code operation} is QUERY
 * @param contentType format of the file
 * @param compression compression of the file
 * @param load how the file is applied; null where {@code operation} is QUERY
 * @param idempotency what makes a repeated submission one, null where the caller gave no key
 * @param requestId the request that submits it
 * @param traceparent the trace of that request, as W3C writes it; null where it is not traced
 */
public record NewJob(
    String tenant,
    Operation operation,
    String object,
    String query,
    ContentType contentType,
    Compression compression,
    LoadOptions load,
    IdempotencyKey idempotency,
    String requestId,
    String traceparent) {
  /** A job without load options, without an idempotency key and not traced. */
  public NewJob(
      String tenant,
      Operation operation,
      String object,
      String query,
      ContentType contentType,
      Compression compression,
      String requestId) {
    this(tenant, operation, object, query, contentType, compression, null, null, requestId, null);
  }
}

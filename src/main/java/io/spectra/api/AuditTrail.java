package io.spectra.api;

import io.spectra.audit.AuditLog;
import io.spectra.audit.AuditRecord;
import io.spectra.auth.Caller;
import io.spectra.auth.Presented;
import io.spectra.limits.Networks;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * What is found out about a request on its way, for the audit record that is laid down when its
 * answer has ended. Whoever sets something does so before the answer ends.
 */
final class AuditTrail {
  private static final String KEY = "spectra.audit";
  private static final String CREDENTIAL = "Authorization";
  private static final String TENANT = "X-Tenant-ID";
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,64}");

  private final RoutingContext http;
  private final Caller caller;
  private final AuditRecord.Claim claim;
  private final String operation;
  private final long begun = System.nanoTime();
  private volatile String sql;
  private volatile Long rows;
  private volatile String jobId;
  private volatile String error;

  private AuditTrail(
      RoutingContext http, Caller caller, AuditRecord.Claim claim, String operation, String jobId) {
    this.http = http;
    this.caller = caller;
    this.claim = claim;
    this.operation = operation;
    this.jobId = jobId;
  }

  /** Follows a request of a known caller. */
  static void follow(ApiRequest request, AuditLog log) {
    if (request.caller() != null && log.keeps()) {
      new AuditTrail(
              request.http(),
              request.caller(),
              null,
              request.operation().id(),
              request.path().get("job_id"))
          .begin(log);
    }
  }

  /**
   * Follows a request that is about to be refused at the edge, if it shows a credential or names a
   * tenant, and not too many do.
   *
   * @param caller who it is; null where that is not known
   */
  static void refused(RoutingContext http, Caller caller, String operation, AuditLog log) {
    MultiMap headers = http.request().headers();
    if (caller == null && !headers.contains(CREDENTIAL) && !headers.contains(TENANT)) {
      return;
    }
    String who =
        caller == null ? Networks.of(http.request().remoteAddress().hostAddress()) : caller.name();
    log.refusal(who)
        .ifPresent(
            leftOut ->
                new AuditTrail(http, caller, claim(headers, caller, leftOut), operation, null)
                    .begin(log));
  }

  private static AuditRecord.Claim claim(MultiMap headers, Caller caller, long leftOut) {
    String named = headers.get(TENANT);
    boolean isOwn = caller != null && caller.tenant().id().equals(named);
    return new AuditRecord.Claim(
        named == null || isOwn || !NAME.matcher(named).matches() ? null : named,
        Presented.kind(headers.getAll(CREDENTIAL)),
        leftOut == 0 ? null : leftOut);
  }

  private void begin(AuditLog log) {
    http.put(KEY, this);
    http.addEndHandler(ended -> log.add(record(ended.failed())));
  }

  static void sql(Exchange exchange, String sql) {
    AuditTrail trail = of(exchange);
    if (trail != null) {
      trail.sql = sql;
    }
  }

  /** What the answer holds, each null where there is none. */
  static void found(Exchange exchange, Long rows, String jobId) {
    AuditTrail trail = of(exchange);
    if (trail != null) {
      trail.rows = rows;
      trail.jobId = jobId == null ? trail.jobId : jobId;
    }
  }

  static void error(RoutingContext http, String code) {
    AuditTrail trail = http.get(KEY);
    if (trail != null) {
      trail.error = code;
    }
  }

  private static AuditTrail of(Exchange exchange) {
    return ApiRequest.of(exchange).http().get(KEY);
  }

  private AuditRecord record(boolean broken) {
    HttpServerResponse response = http.response();
    return new AuditRecord(
        Instant.now(),
        http.get(RequestIds.HEADER),
        caller == null ? null : caller.tenant().id(),
        caller == null ? null : caller.name(),
        claim,
        operation,
        http.request().remoteAddress().hostAddress(),
        response.getStatusCode(),
        broken || !response.ended() ? "BROKEN" : error == null ? "OK" : error,
        jobId,
        sql,
        null,
        rows,
        response.bytesWritten(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
  }
}

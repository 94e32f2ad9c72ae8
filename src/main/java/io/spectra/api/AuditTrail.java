package io.spectra.api;

import io.spectra.audit.AuditLog;
import io.spectra.audit.AuditRecord;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;

/**
 * What is found out about a request on its way, for the audit record that is laid down when its
 * answer has ended. Whoever sets something does so before the answer ends.
 */
final class AuditTrail {
  private static final String KEY = "spectra.audit";

  private final ApiRequest request;
  private final long begun = System.nanoTime();
  private volatile String sql;
  private volatile Long rows;
  private volatile String jobId;
  private volatile String error;

  private AuditTrail(ApiRequest request) {
    this.request = request;
    this.jobId = request.path().get("job_id");
  }

  /** Follows a request of a known caller. */
  static void follow(ApiRequest request, AuditLog log) {
    if (request.caller() != null && log.keeps()) {
      AuditTrail trail = new AuditTrail(request);
      request.http().put(KEY, trail);
      request.http().addEndHandler(ended -> log.add(trail.record(ended.failed())));
    }
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
    HttpServerResponse response = request.http().response();
    return new AuditRecord(
        Instant.now(),
        request.id(),
        request.caller().tenant().id(),
        request.caller().name(),
        request.operation().id(),
        request.http().request().remoteAddress().hostAddress(),
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

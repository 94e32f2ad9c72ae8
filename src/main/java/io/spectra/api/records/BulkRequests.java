package io.spectra.api.records;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.spectra.api.Answer;
import io.spectra.api.BulkJobs;
import io.spectra.api.Envelope;
import io.spectra.api.FailureReading;
import io.spectra.api.RequestIds;
import io.spectra.api.contract.BodyValidation;
import io.spectra.api.contract.Contract;
import io.spectra.api.contract.Match;
import io.spectra.api.contract.Operation;
import io.spectra.api.contract.ParameterValidation;
import io.spectra.auth.Authenticator;
import io.spectra.auth.Caller;
import io.spectra.auth.Permission;
import io.spectra.auth.TenantChoice;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.job.BodyHash;
import io.spectra.job.IdempotencyKey;
import io.spectra.trace.Tracing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Submits bulk jobs that come as Kafka records: who sends them, for whom, and what they
 * hold is judged by the very parts that judge HTTP requests. Safe for use by many threads.
 */
@ApplicationScoped
public class BulkRequests {
  private static final Logger LOG = Logger.getLogger(BulkRequests.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final byte[] NONE = {};

  private final Authenticator authenticator;
  private final TenantChoice tenants;
  private final BodyValidation bodies;
  private final ParameterValidation parameters;
  private final BulkJobs jobs;
  private final RequestsConfig config;
  private final Operation operation;
  private final Tracing tracing;

  BulkRequests(
      Authenticator authenticator,
      TenantChoice tenants,
      BodyValidation bodies,
      ParameterValidation parameters,
      Contract contract,
      BulkJobs jobs,
      RequestsConfig config,
      Tracing tracing) {
    this.tracing = tracing;
    this.authenticator = authenticator;
    this.tenants = tenants;
    this.bodies = bodies;
    this.parameters = parameters;
    this.jobs = jobs;
    this.config = config;
    this.operation = ((Match.Found) contract.find("POST", "/v1/bulk/jobs")).operation();
  }

  /**
   * Takes one record, once or again: the same record never makes two jobs. Never throws: whatever
   * is wrong with a record is its reply.
   */
  RequestReply take(RequestRecord record) {
    String requestId = RequestIds.takeOrMake(record.last("x-request-id"));
    Span span =
        tracing
            .begin("submit by record", SpanKind.CONSUMER, record.last(Tracing.HEADER))
            .setAttribute(Tracing.REQUEST, requestId);
    try {
      return take(record, requestId, span);
    } finally {
      span.end();
    }
  }

  private RequestReply take(RequestRecord record, String requestId, Span span) {
    Optional<Caller> caller = Optional.empty();
    try {
      caller = identify(record);
      Caller known = caller.orElseThrow(BulkRequests::stranger);
      return reply(known, requestId, create(record, known, requestId, span));
    } catch (RuntimeException e) {
      Failure failure = FailureReading.of(e);
      if (failure.code() == ErrorCode.INTERNAL_ERROR) {
        LOG.errorf(failure, "the record %s was not taken", record.place());
      }
      return reply(caller.orElse(null), requestId, Envelope.of(failure));
    }
  }

  private Optional<Caller> identify(RequestRecord record) {
    String authorization = record.last("authorization");
    // What is signed the AWS way is an HTTP request; a record has no such form.
    boolean bearer = authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
    return bearer
        ? authenticator
            .authenticate(record, () -> CompletableFuture.completedFuture(NONE))
            .toCompletableFuture()
            .join()
        : Optional.empty();
  }

  private Answer create(RequestRecord record, Caller caller, String requestId, Span span) {
    span.setAttribute(Tracing.TENANT, caller.tenant().id());
    tenants.check(caller, record.last("x-tenant-id"));
    caller.require(Permission.BULK_CREATE);
    JsonNode body = bodies.check(operation, record.value() == null ? NONE : record.value());
    IdempotencyKey key = key(record, body);
    long deadline = System.nanoTime() + config.patience().toNanos();
    while (true) {
      try {
        return jobs.create(body, caller, key, requestId, span);
      } catch (Failure failure) {
        if (failure.code() != ErrorCode.UNAVAILABLE || System.nanoTime() > deadline) {
          throw failure;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** The submitter's own, or else one that no caller could send: it stands for this record. */
  private IdempotencyKey key(RequestRecord record, JsonNode body) {
    String key =
        parameters
            .checkHeader(operation, "X-Idempotency-Key", record.header("x-idempotency-key"))
            .map(String.class::cast)
            .orElse("\n" + record.place());
    return new IdempotencyKey(key, BodyHash.of(body));
  }

  private static RequestReply reply(Caller caller, String requestId, Answer answer) {
    return new RequestReply(caller == null ? null : caller.tenant().id(), requestId, answer);
  }

  private static Failure stranger() {
    return Failure.of(
        ErrorCode.UNAUTHORIZED, "Send valid credentials in the authorization header: Bearer …");
  }
}

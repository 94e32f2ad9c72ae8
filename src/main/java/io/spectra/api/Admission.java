package io.spectra.api;

import io.spectra.api.contract.Contract;
import io.spectra.api.contract.Match;
import io.spectra.api.contract.Operation;
import io.spectra.auth.Authenticator;
import io.spectra.auth.Caller;
import io.spectra.auth.TenantChoice;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.limits.Allowance;
import io.spectra.limits.FailedAuthentications;
import io.spectra.limits.RateLimits;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Decides, before any route and without blocking, whether a request is let in. The order is part of
 * the contract: credentials first, so that a stranger learns nothing from the order of
 * errors; then what is asked for, for whom, whether the caller may, and only then the body's outer
 * form.
 */
@ApplicationScoped
public class Admission {
  private static final Set<String> DOTS = Set.of(".", "..");

  private final Contract contract;
  private final Authenticator authenticator;
  private final TenantChoice tenantChoice;
  private final RequestShape shape;
  private final RateLimits limits;
  private final RequestMeter meter;
  private final FailedAuthentications failed;

  public Admission(
      Contract contract,
      Authenticator authenticator,
      TenantChoice tenantChoice,
      RequestShape shape,
      RateLimits limits,
      FailedAuthentications failed,
      RequestMeter meter) {
    this.failed = failed;
    this.limits = limits;
    this.meter = meter;
    this.contract = contract;
    this.authenticator = authenticator;
    this.tenantChoice = tenantChoice;
    this.shape = shape;
  }

  /**
   * @param operation what is asked for
   * @param caller who asks; null for a public operation
   * @param path the path parameters
   */
  record Admitted(Operation operation, Caller caller, java.util.Map<String, String> path) {}

  /**
   * @param body reads the request's body, where who sends it cannot be told without
   * @param known told who sends it, as soon as that is known and whatever becomes of the request
   * @return what was let in; or the {@link Failure} that tells why not, as the cause of its
   *     exceptional completion. Complete at once unless something has to be fetched for it
   */
  CompletionStage<Admitted> admit(
      HttpServerRequest request, Supplier<CompletionStage<byte[]>> body, Consumer<Caller> known) {
    Match match = contract.find(request.method().name(), request.path());
    if (match instanceof Match.Found found && found.operation().isPublic()) {
      return CompletableFuture.completedFuture(
          new Admitted(found.operation(), null, found.pathParameters()));
    }
    return authenticator
        .authenticate(new HttpHead(request), body)
        .thenApply(
            sender -> {
              Caller caller = sender.orElseThrow(() -> stranger(request));
              known.accept(caller);
              return admit(request, match, caller);
            });
  }

  /** The operation that a request names, for who tells of its refusal. */
  String named(HttpServerRequest request) {
    return contract.find(request.method().name(), request.path()) instanceof Match.Found found
        ? found.operation().id()
        : "none";
  }

  private Admitted admit(HttpServerRequest request, Match match, Caller caller) {
    Match.Found found = found(match);
    Operation operation = found.operation();
    MultiMap headers = request.headers();
    try {
      tenantChoice.check(caller, headers.get("X-Tenant-ID"));
      permit(caller, operation);
    } catch (Failure refusal) {
      show(caller, operation, request.response());
      throw refusal;
    }
    count(caller, operation, request.response());
    shape.check(operation, request.uri(), headers);
    return new Admitted(operation, caller, found.pathParameters());
  }

  private Failure stranger(HttpServerRequest request) {
    return failed
        .count(request.remoteAddress().hostAddress())
        .map(
            wait ->
                Failure.of(ErrorCode.RATE_LIMITED, "Too many failed authentications")
                    .with("retry_after", Envelope.wholeSeconds(wait))
                    .retryAfter(wait))
        .orElseGet(
            () ->
                Failure.of(
                    ErrorCode.UNAUTHORIZED, "Send valid credentials in the Authorization header"));
  }

  private static Match.Found found(Match match) {
    // The router behind us takes dot segments out of a path, and would find another operation.
    if (match instanceof Match.Found found
        && found.pathParameters().values().stream().noneMatch(DOTS::contains)) {
      return found;
    }
    if (match instanceof Match.MethodNotAllowed wrong) {
      String allowed = String.join(", ", wrong.allowed());
      throw Failure.of(ErrorCode.METHOD_NOT_ALLOWED, "This path takes " + allowed)
          .with("allow", allowed);
    }
    throw Failure.of(ErrorCode.NOT_FOUND, "There is no such path; see /openapi.json");
  }

  /** Takes the request from its bucket; the headers say what is left, on refusals too. */
  private void count(Caller caller, Operation operation, HttpServerResponse response) {
    operation
        .rateLimit()
        .ifPresent(
            bucket ->
                limits
                    .take(caller.tenant().id(), bucket, perMinute(caller, bucket))
                    .ifPresent(allowance -> tell(bucket, allowance, response)));
  }

  /** What is left is told to who is refused, too, and nothing is taken for it. */
  private void show(Caller caller, Operation operation, HttpServerResponse response) {
    operation
        .rateLimit()
        .flatMap(bucket -> limits.look(caller.tenant().id(), bucket, perMinute(caller, bucket)))
        .ifPresent(allowance -> headers(allowance, response));
  }

  private int perMinute(Caller caller, String bucket) {
    return caller.tenant().limits().requestsPerMinute(bucket, contract.rateLimits().get(bucket));
  }

  private static void headers(Allowance allowance, HttpServerResponse response) {
    response.putHeader("X-RateLimit-Limit", Long.toString(allowance.limit()));
    response.putHeader("X-RateLimit-Remaining", Long.toString(allowance.remaining()));
    response.putHeader("X-RateLimit-Reset", Long.toString(allowance.resetEpochSecond()));
  }

  private void tell(String bucket, Allowance allowance, HttpServerResponse response) {
    headers(allowance, response);
    if (!allowance.allowed()) {
      meter.limited(bucket);
      throw Failure.of(ErrorCode.RATE_LIMITED, "Too many requests")
          .with("retry_after", allowance.secondsToReset())
          .retryAfter(Duration.ofSeconds(allowance.secondsToReset()));
    }
  }

  private static void permit(Caller caller, Operation operation) {
    if (operation.permissions().stream().noneMatch(caller::may)) {
      String needed =
          operation.permissions().stream()
              .map(io.spectra.auth.Permission::scope)
              .sorted()
              .collect(Collectors.joining(" or "));
      throw Failure.of(ErrorCode.FORBIDDEN, "These credentials lack the permission " + needed)
          .with("permission", needed);
    }
  }
}

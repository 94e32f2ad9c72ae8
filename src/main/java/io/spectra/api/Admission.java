package io.spectra.api;

import io.spectra.api.contract.Contract;
import io.spectra.api.contract.Match;
import io.spectra.api.contract.Operation;
import io.spectra.auth.Authenticator;
import io.spectra.auth.Caller;
import io.spectra.auth.TenantChoice;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;

/**
 * Decides, before any route and without I/O, whether a request is let in. The order is part of the
 * contract: credentials first, so that a stranger learns nothing from the order of errors;
 * then what is asked for, for whom, whether the caller may, and only then the body's outer form.
 */
@ApplicationScoped
public class Admission {
  private final Contract contract;
  private final Authenticator authenticator;
  private final TenantChoice tenantChoice;
  private final RequestShape shape;

  public Admission(
      Contract contract,
      Authenticator authenticator,
      TenantChoice tenantChoice,
      RequestShape shape) {
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
   * @throws Failure telling why the request is not let in
   */
  Admitted admit(String method, String path, String target, MultiMap headers) {
    Match match = contract.find(method, path);
    if (match instanceof Match.Found found && found.operation().isPublic()) {
      return new Admitted(found.operation(), null, found.pathParameters());
    }
    Caller caller = identify(headers);
    Match.Found found = found(match);
    Operation operation = found.operation();
    tenantChoice.check(caller, headers.get("X-Tenant-ID"));
    permit(caller, operation);
    shape.check(operation, target, headers);
    return new Admitted(operation, caller, found.pathParameters());
  }

  private Caller identify(MultiMap headers) {
    return authenticator
        .authenticate(headers.get("Authorization"))
        .orElseThrow(
            () ->
                Failure.of(
                    ErrorCode.UNAUTHORIZED, "Send valid credentials in the Authorization header"));
  }

  private static Match.Found found(Match match) {
    if (match instanceof Match.Found found) {
      return found;
    }
    if (match instanceof Match.MethodNotAllowed wrong) {
      String allowed = String.join(", ", wrong.allowed());
      throw Failure.of(ErrorCode.METHOD_NOT_ALLOWED, "This path takes " + allowed)
          .with("allow", allowed);
    }
    throw Failure.of(ErrorCode.NOT_FOUND, "There is no such path; see /openapi.json");
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

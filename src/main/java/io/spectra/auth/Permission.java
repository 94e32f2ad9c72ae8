package io.spectra.auth;

import java.util.EnumSet;
import java.util.Set;

/** What a caller may do; an operation of the contract names the one that it needs. */
public enum Permission {
  QUERY_EXECUTE("query:execute"),
  BULK_CREATE("bulk:create"),
  BULK_READ("bulk:read"),
  BULK_CANCEL("bulk:cancel");

  private final String scope;

  Permission(String scope) {
    this.scope = scope;
  }

  /** The name under which openapi.yaml, the tenant registry and JWTs know this permission. */
  public String scope() {
    return scope;
  }

  /** Like {@link #named}, but a name that nobody defined here grants nothing. */
  static Set<Permission> known(String scope) {
    try {
      return named(scope);
    } catch (IllegalArgumentException e) {
      return Set.of();
    }
  }

  /**
   * The permissions that one name grants; {@code *} grants all.
   *
   * @throws IllegalArgumentException for a name that nobody defined, so that a misspelt one fails
   *     when the registry is read
   */
  public static Set<Permission> named(String scope) {
    if (scope.equals("*")) {
      return EnumSet.allOf(Permission.class);
    }
    for (Permission permission : values()) {
      if (permission.scope.equals(scope)) {
        return EnumSet.of(permission);
      }
    }
    throw new IllegalArgumentException("unknown permission '" + scope + "'");
  }
}

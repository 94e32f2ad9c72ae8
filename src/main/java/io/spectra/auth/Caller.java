package io.spectra.auth;

import java.util.Set;

/**
 * The authenticated principal of a request.
 *
 * @param name who calls, for logs and the audit record: {@code tenant/key-name}; never a credential
 * @param tenant the tenant to which the caller belongs, and for which alone it may act
 * @param permissions what it may do; unmodifiable
 */
public record Caller(String name, Tenant tenant, Set<Permission> permissions) {
  public Caller {
    permissions = Set.copyOf(permissions);
  }

  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }
}

package io.spectra.auth;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
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

  /**
   * @throws Failure {@code FORBIDDEN}, naming the permission, unless the caller has it
   */
  public void require(Permission needed) {
    if (!may(needed)) {
      throw Failure.of(
              ErrorCode.FORBIDDEN, "These credentials lack the permission " + needed.scope())
          .with("permission", needed.scope());
    }
  }
}

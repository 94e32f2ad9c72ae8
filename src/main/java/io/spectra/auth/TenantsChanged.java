package io.spectra.auth;

import java.util.Set;

/**
 * Fired when another version of the registry is in force: whoever holds anything for a tenant that
 * is no longer there, or no longer the same, lets go of it.
 *
 * @param tenants those of the new version
 */
public record TenantsChanged(Set<Tenant> tenants) {
  public TenantsChanged {
    tenants = Set.copyOf(tenants);
  }
}

package io.spectra.auth;

import java.util.Set;

/**
 * A customer of the service, as its registry describes it.
 *
 * @param id what {@code X-Tenant-ID} says; 1 to 64 of {@code [a-z0-9_-]}
 * @param database the warehouse login that is this tenant's alone: the isolation between tenants is
 *     the warehouse's, by the grants and row-level security of this user
 * @param schemas the schemas that its SQL may name; empty for any
 * @param limits what it may do in how much time, and at the same time
 */
public record Tenant(String id, DatabaseLogin database, Set<String> schemas, TenantLimits limits) {
  public Tenant {
    schemas = Set.copyOf(schemas);
  }

  /** A tenant that may name any schema, within the deployment's default limits. */
  public Tenant(String id, DatabaseLogin database) {
    this(id, database, Set.of(), TenantLimits.DEFAULT);
  }

  /**
   * A login of the warehouse.
   *
   * @param user the database user
   * @param password its password; may be empty where the warehouse asks for none
   */
  public record DatabaseLogin(String user, Secret password) {}
}

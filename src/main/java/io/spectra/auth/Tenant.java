package io.spectra.auth;

/**
 * A customer of the service, as its registry describes it.
 *
 * @param id what {@code X-Tenant-ID} says; 1 to 64 of {@code [a-z0-9_-]}
 * @param database the warehouse login that is this tenant's alone: the isolation between tenants is
 *     the warehouse's, by the grants and row-level security of this user
 */
public record Tenant(String id, DatabaseLogin database) {
  /**
   * A login of the warehouse.
   *
   * @param user the database user
   * @param password its password; may be empty where the warehouse asks for none
   */
  public record DatabaseLogin(String user, Secret password) {}
}

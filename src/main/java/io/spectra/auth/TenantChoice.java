package io.spectra.auth;

import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Judges for which tenant a caller acts. Pure. */
@ApplicationScoped
public class TenantChoice {
  private final Tenancy tenancy;

  /**
   * @param tenancy {@code single}: there is one tenant, and X-Tenant-ID may be left out;
   *     else {@code multi}
   */
  public TenantChoice(
      @ConfigProperty(name = "spectra.tenancy", defaultValue = "multi") Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  /**
   * @param named the X-Tenant-ID header, null or blank when absent
   * @throws Failure {@code INVALID_REQUEST} when it is needed and absent, {@code FORBIDDEN} when
   *     the caller does not belong to that tenant, whether there is such a tenant or not
   */
  public void check(Caller caller, String named) {
    if (named == null || named.isBlank()) {
      if (tenancy == Tenancy.MULTI) {
        throw Failure.of(
                ErrorCode.INVALID_REQUEST, "Say for which tenant you act: send X-Tenant-ID")
            .with("field", "X-Tenant-ID");
      }
    } else if (!named.strip().equals(caller.tenant().id())) {
      throw Failure.of(ErrorCode.FORBIDDEN, "These credentials are not of that tenant");
    }
  }
}

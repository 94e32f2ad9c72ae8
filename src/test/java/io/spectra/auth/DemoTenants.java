package io.spectra.auth;

import io.spectra.TestConfig;
import java.util.Map;

/** The tenants of the stack that the tests share. */
public final class DemoTenants {
  private DemoTenants() {}

  public static TenantRegistry registry() {
    return new TenantRegistry(
        TestConfig.of(TenantsConfig.class, Map.of()),
        DemoCredentials.Policy.ACCEPT,
        TestConfig.all(TenantsConfig.class, Map.of()));
  }
}

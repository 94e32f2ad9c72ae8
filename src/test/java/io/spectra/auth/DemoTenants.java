package io.spectra.auth;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spectra.TestConfig;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** The tenants of the stack that the tests share. */
public final class DemoTenants {
  private DemoTenants() {}

  public static TenantRegistry registry() {
    return registry(
        TestConfig.of(TenantsConfig.class, Map.of()),
        DemoCredentials.Policy.ACCEPT,
        TestConfig.all(TenantsConfig.class, Map.of()));
  }

  static TenantRegistry registry(
      TenantsConfig config, DemoCredentials.Policy policy, Config environment) {
    return new TenantRegistry(
        config,
        policy,
        new Secrets(environment, new AwsSecrets(config)),
        new LastUses(new SimpleMeterRegistry()));
  }
}

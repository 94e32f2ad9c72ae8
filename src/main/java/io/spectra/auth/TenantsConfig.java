package io.spectra.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;

/** Where the tenants are described, and which credentials are never taken. */
@ConfigMapping(prefix = "spectra")
public interface TenantsConfig {
  /** The tenant registry. */
  Tenants tenants();

  /** Whether callers must say for which tenant they act. */
  @WithDefault("multi")
  Tenancy tenancy();

  /**
   * What to do with the published keys of the laptop stack when the registry holds one: {@code
   * refuse} stops the start. Only the laptop stack itself sets {@code accept}.
   */
  @WithName("demo-credentials")
  @WithDefault("refuse")
  DemoCredentials.Policy demoCredentials();

  /** The tenant registry. */
  interface Tenants {
    /** The YAML file that lists tenants, their database logins and their API keys; required. */
    Path file();
  }

  /** How many tenants a deployment serves. */
  enum Tenancy {
    /** {@code X-Tenant-ID} is required. */
    MULTI,
    /** {@code X-Tenant-ID} may be left out: the caller's own tenant is meant. */
    SINGLE
  }
}

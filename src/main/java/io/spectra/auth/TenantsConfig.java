package io.spectra.auth;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where the tenants are described. */
@ConfigMapping(prefix = "spectra.tenants")
public interface TenantsConfig {
  /** The YAML file that lists tenants, their database logins and their API keys; required. */
  Path file();
}

package io.spectra.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the tenants are described. */
@ConfigMapping(prefix = "spectra.tenants")
public interface TenantsConfig {
  /** The YAML file that lists tenants, their database logins and their credentials; required. */
  Path file();

  /**
   * How often the file, and the files with secrets that it names, are looked at for changes; a
   * change is in force after this time.
   */
  @WithDefault("1s")
  Duration poll();

  /** How often secrets of AWS Secrets Manager are asked for again. */
  @WithDefault("5m")
  Duration secretsRefresh();

  /** The region of AWS Secrets Manager; the AWS default chain where it is absent. */
  Optional<String> secretsRegion();

  /** Another endpoint of AWS Secrets Manager, such as that of a VPC; AWS's own where absent. */
  Optional<String> secretsEndpoint();
}

package io.spectra.routes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where operators' routes lie, and how closely they are watched; {@code
 * camel.main.routes-include-pattern} is built from the folder.
 */
@ConfigMapping(prefix = "spectra.routes")
public interface RoutesConfig {
  /** The folder whose {@code *.camel.yaml} files are loaded at start and watched from then on. */
  @WithDefault("routes")
  Path folder();

  /**
   * How often the folder is looked at while the service runs; {@code 0s} for never. A change takes
   * effect when it was found the same twice, so that half-written files are left alone.
   */
  @WithDefault("1s")
  Duration watch();
}

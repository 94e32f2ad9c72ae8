package io.spectra.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where operators' routes lie; {@code camel.main.routes-include-pattern} is built from it. */
@ConfigMapping(prefix = "spectra.routes")
public interface RoutesConfig {
  /** The folder whose {@code *.camel.yaml} files are loaded at start. */
  @WithDefault("routes")
  Path folder();
}

package io.spectra.auth.sigv4;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How requests are signed the AWS way. */
@ConfigMapping(prefix = "spectra.sigv4")
public interface SignatureConfig {
  /** The service name in the scope of a signature. */
  @WithDefault("execute-api")
  String service();

  /** How far the clock of a caller may be from ours. */
  @WithDefault("15m")
  Duration skew();
}

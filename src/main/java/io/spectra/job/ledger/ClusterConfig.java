package io.spectra.job.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.spectra.auth.Secret;
import java.util.Optional;

/** How several instances reach each other; nothing of it is needed where there is only one. */
@ConfigMapping(prefix = "spectra.cluster")
public interface ClusterConfig {
  /**
   * {@code host:port} at which the other instances reach this one's management port; absent where
   * this instance is the only one.
   */
  Optional<Peer> address();

  /**
   * What instances sign their questions to each other with, the same on all of them, 16 characters
   * or more; required where {@code address} is set.
   */
  Optional<Secret> secret();

  /** Whether the instances' management ports speak TLS. */
  @WithDefault("false")
  boolean tls();
}

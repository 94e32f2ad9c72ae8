package io.spectra.job.ledger;

import io.smallrye.config.ConfigMapping;
import io.spectra.auth.Secret;
import java.util.Optional;

/** How listings are paged. The same for all instances. */
@ConfigMapping(prefix = "spectra.paging")
public interface PagingConfig {
  /**
   * The key that keeps offsets from being tampered with; absent: the id of the Kafka cluster, which
   * callers do not know and which all instances share.
   */
  Optional<Secret> secret();
}

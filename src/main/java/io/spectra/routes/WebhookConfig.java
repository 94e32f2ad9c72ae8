package io.spectra.routes;

import io.smallrye.config.ConfigMapping;
import io.spectra.auth.Secret;
import java.util.Optional;

/** What webhooks of operators' routes are signed with. */
@ConfigMapping(prefix = "spectra.webhook")
public interface WebhookConfig {
  /**
   * The key of the HMAC-SHA256 by which receivers tell a webhook of ours; see the bean {@code
   * sign}.
   */
  Optional<Secret> secret();
}

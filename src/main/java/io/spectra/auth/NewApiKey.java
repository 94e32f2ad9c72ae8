package io.spectra.auth;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * A new API key.
 *
 * @param name what the registry is to call it
 * @param key the key itself, which is shown this once and kept nowhere
 */
public record NewApiKey(String name, Secret key) {
  private static final int RANDOM_BYTES = 32;

  /** Makes a key of 256 random bits. */
  public static NewApiKey make(String name) {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return new NewApiKey(
        name, new Secret("spk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random)));
  }

  /** What the key's owner and the registry get. */
  public String text() {
    return """
        The key, for its owner alone; it is shown this once:

          %s

        Under the tenant's 'keys' in the registry, with the permissions that it is to have:

              - name: %s
                sha256: %s
                permissions: ["query:execute", "bulk:create", "bulk:read", "bulk:cancel"]
        """
        .formatted(key.value(), name, ApiKeyHash.of(key.value()).hex());
  }
}

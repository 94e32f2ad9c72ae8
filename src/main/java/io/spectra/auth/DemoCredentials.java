package io.spectra.auth;

import java.util.Set;

/**
 * The keys that the documentation prints for everybody to read. A deployment that holds one is open
 * to the world, so the service does not start with it.
 */
final class DemoCredentials {
  private static final Set<ApiKeyHash> PUBLISHED =
      Set.of(
          ApiKeyHash.of("spk_acme_demo"),
          ApiKeyHash.of("spk_globex_demo"),
          ApiKeyHash.of("spk_acme_readonly"));

  private DemoCredentials() {}

  /**
   * What to do with a published key; the option {@code spectra.demo-credentials}, by default
   * REFUSE, which stops the start. Only the laptop stack sets ACCEPT.
   */
  enum Policy {
    REFUSE,
    ACCEPT
  }

  /**
   * @throws IllegalStateException when the policy refuses them and the registry holds one
   */
  static void check(Policy policy, Set<ApiKeyHash> held) {
    if (policy == Policy.REFUSE && held.stream().anyMatch(PUBLISHED::contains)) {
      throw new IllegalStateException(
          "the tenant registry holds a demo API key, which everybody can read in the"
              + " documentation: remove it (spectra.tenants.file)");
    }
  }
}

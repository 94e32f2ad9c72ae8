package io.spectra.auth;

import java.util.Set;

/**
 * The credentials that the documentation prints for everybody to read. A deployment that holds one
 * is open to the world, so the service does not start with it.
 */
final class DemoCredentials {
  private static final Set<ApiKeyHash> KEYS =
      Set.of(
          ApiKeyHash.of("spk_acme_demo"),
          ApiKeyHash.of("spk_globex_demo"),
          ApiKeyHash.of("spk_acme_readonly"));
  private static final Set<String> AWS_KEYS =
      Set.of("SPECTRADEMOACME00000", "SPECTRADEMOGLOBEX000");
  private static final Set<Secret> AWS_SECRETS =
      Set.of(new Secret("spectra-demo-secret-acme"), new Secret("spectra-demo-secret-globex"));

  private DemoCredentials() {}

  /**
   * What to do with a published credential; the option {@code spectra.demo-credentials}, by default
   * REFUSE, which stops the start. Only the laptop stack sets ACCEPT.
   */
  enum Policy {
    REFUSE,
    ACCEPT
  }

  /**
   * @throws IllegalStateException when the policy refuses them and the registry holds one
   */
  static void check(Policy policy, Tenants held) {
    if (policy == Policy.REFUSE
        && (held.keys().keySet().stream().anyMatch(KEYS::contains)
            || held.awsKeys().keySet().stream().anyMatch(AWS_KEYS::contains)
            || held.awsKeys().values().stream()
                .map(AwsKey::secret)
                .anyMatch(AWS_SECRETS::contains))) {
      throw new IllegalStateException(
          "the tenant registry holds a demo credential (a demo API key or access key), which"
              + " everybody can read in the documentation: remove it (spectra.tenants.file)");
    }
  }
}

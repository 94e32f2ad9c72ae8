package io.spectra.local;

import java.util.List;

/**
 * A tenant of the demonstration.
 *
 * @param id its tenant id
 * @param password the password of its database user; a demo value, no secret
 */
public record DemoTenant(String id, String password) {
  private static final int ACCESS_KEY_LENGTH = 20;

  static final List<DemoTenant> ALL =
      List.of(
          new DemoTenant("acme", "spectra-demo-acme"),
          new DemoTenant("globex", "spectra-demo-globex"));

  /** Its login at the warehouse. */
  public String user() {
    return "spectra_" + id;
  }

  /** The access key by which it signs requests the AWS way: always 20 characters. */
  public String accessKey() {
    String name = "SPECTRADEMO" + id.toUpperCase(java.util.Locale.ROOT);
    return name + "0".repeat(ACCESS_KEY_LENGTH - name.length());
  }

  /** The secret of that key; a demo value, no secret. */
  public String accessSecret() {
    return "spectra-demo-secret-" + id;
  }

  /** The environment variable in which the service finds it. */
  public String accessSecretVariable() {
    return "SPECTRA_LOCAL_%s_AWS_SECRET".formatted(id.toUpperCase(java.util.Locale.ROOT));
  }

  /** The environment variable in which the service finds the password. */
  public String passwordVariable() {
    return "SPECTRA_LOCAL_%s_PASSWORD".formatted(id.toUpperCase(java.util.Locale.ROOT));
  }
}

package io.spectra.local;

import java.util.List;

/**
 * A tenant of the demonstration.
 *
 * @param id its tenant id
 * @param password the password of its database user; a demo value, no secret
 */
public record DemoTenant(String id, String password) {
  static final List<DemoTenant> ALL =
      List.of(
          new DemoTenant("acme", "spectra-demo-acme"),
          new DemoTenant("globex", "spectra-demo-globex"));

  /** Its login at the warehouse. */
  public String user() {
    return "spectra_" + id;
  }

  /** The environment variable in which the service finds the password. */
  public String passwordVariable() {
    return "SPECTRA_LOCAL_%s_PASSWORD".formatted(id.toUpperCase(java.util.Locale.ROOT));
  }
}

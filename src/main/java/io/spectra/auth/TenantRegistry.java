package io.spectra.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The tenants of this deployment and the callers that their credentials make: always one whole
 * version of the registry. Safe for use by many threads; nothing but {@link #reload} does I/O.
 */
@ApplicationScoped
public class TenantRegistry {
  private final TenantsConfig config;
  private final DemoCredentials.Policy demoCredentials;
  private final SecretSource secrets;
  private final LastUses lastUses;
  private volatile Tenants tenants;

  /**
   * @param demoCredentials what to do with a published demo key in the registry: {@code refuse}
   *     stops the start; {@code accept} is for the laptop stack alone
   * @throws IllegalStateException when the registry cannot be read, contradicts itself, or holds a
   *     published demo key where that is refused: the service then does not start
   */
  public TenantRegistry(
      TenantsConfig config,
      @ConfigProperty(name = "spectra.demo-credentials", defaultValue = "refuse")
          DemoCredentials.Policy demoCredentials,
      Secrets secrets,
      LastUses lastUses) {
    this.config = config;
    this.demoCredentials = demoCredentials;
    this.secrets = secrets;
    this.lastUses = lastUses;
    this.tenants = read(bytes());
  }

  /** The registry's file as it is now. */
  byte[] bytes() {
    Path file = config.file();
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IllegalStateException(
          "the tenant registry " + file + " is not there (spectra.tenants.file)", e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the tenant registry " + file + " cannot be read (spectra.tenants.file)", e);
    }
  }

  /**
   * Puts another version in force, whole or not at all.
   *
   * @return whether anything about a tenant itself, and not only a credential, has changed
   * @throws IllegalStateException when it is wrong; what was in force stays
   */
  boolean reload(byte[] yaml) {
    Tenants next = read(yaml);
    Set<Tenant> before = new HashSet<>(tenants.list());
    tenants = next;
    return !before.equals(new HashSet<>(next.list()));
  }

  private Tenants read(byte[] yaml) {
    secrets.begin();
    Tenants read =
        new TenantsReader(secrets, lastUses).read(TenantsFile.parse(config.file(), yaml));
    DemoCredentials.check(demoCredentials, read);
    secrets.done();
    return read;
  }

  /** Everything of one version, for who asks more than one question. */
  Tenants current() {
    return tenants;
  }

  /** The tenant of that id, empty when there is none. */
  public Optional<Tenant> find(String id) {
    return Optional.ofNullable(tenants.all().get(id));
  }

  /** All tenants, in the order of the registry; unmodifiable. */
  public Collection<Tenant> all() {
    return tenants.list();
  }
}

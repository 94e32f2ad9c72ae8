package io.spectra.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The tenants of this deployment and the callers that their keys make. Immutable. */
@ApplicationScoped
public class TenantRegistry {
  private static final Pattern ID = Pattern.compile("[a-z0-9_-]{1,64}");

  private final Map<String, Tenant> tenants = new LinkedHashMap<>();
  private final Map<ApiKeyHash, Caller> callers = new HashMap<>();

  /**
   * @throws IllegalStateException when the registry cannot be read, contradicts itself, or holds a
   *     published demo key where that is refused: the service then does not start
   */
  public TenantRegistry(
      TenantsConfig config,
      @ConfigProperty(name = "spectra.demo-credentials", defaultValue = "refuse")
          DemoCredentials.Policy demoCredentials,
      Config environment) {
    TenantsFile file = TenantsFile.read(config.file());
    Function<String, String> variables =
        name -> environment.getOptionalValue(name, String.class).orElse(null);
    file.tenants().forEach(entry -> add(entry, variables));
    DemoCredentials.check(demoCredentials, callers.keySet());
  }

  private void add(TenantsFile.Entry entry, Function<String, String> variables) {
    if (!ID.matcher(entry.id()).matches()) {
      throw new IllegalStateException("the tenant id '" + entry.id() + "' is not " + ID.pattern());
    }
    var password = entry.database().password();
    var login =
        new Tenant.DatabaseLogin(
            entry.database().user(),
            password == null ? new Secret("") : password.resolve(variables));
    Tenant tenant =
        new Tenant(
            entry.id(), login, entry.schemas() == null ? Set.of() : entry.schemas(), limits(entry));
    if (tenants.putIfAbsent(tenant.id(), tenant) != null) {
      throw new IllegalStateException("the tenant '" + tenant.id() + "' is described twice");
    }
    (entry.keys() == null ? List.<TenantsFile.Key>of() : entry.keys())
        .forEach(key -> add(tenant, key));
  }

  private static TenantLimits limits(TenantsFile.Entry entry) {
    try {
      return entry.limits() == null ? TenantLimits.DEFAULT : entry.limits().asTenantLimits();
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("the tenant '" + entry.id() + "': " + e.getMessage(), e);
    }
  }

  private void add(Tenant tenant, TenantsFile.Key key) {
    String name = tenant.id() + "/" + key.name();
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    try {
      key.permissions().forEach(each -> permissions.addAll(Permission.named(each)));
      Caller caller = new Caller(name, tenant, permissions);
      if (callers.putIfAbsent(new ApiKeyHash(key.sha256()), caller) != null) {
        throw new IllegalArgumentException("another key has the same sha256");
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("the API key '" + name + "': " + e.getMessage(), e);
    }
  }

  /** The caller that holds this key, empty when nobody does. */
  Optional<Caller> holderOf(ApiKeyHash key) {
    return Optional.ofNullable(callers.get(key));
  }

  /** The tenant of that id, empty when there is none. */
  public Optional<Tenant> find(String id) {
    return Optional.ofNullable(tenants.get(id));
  }

  /** All tenants, in the order of the registry; unmodifiable. */
  public Collection<Tenant> all() {
    return List.copyOf(tenants.values());
  }
}

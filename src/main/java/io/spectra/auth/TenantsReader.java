package io.spectra.auth;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes tenants and credentials of a registry's text, and refuses one that contradicts itself. */
final class TenantsReader {
  private static final Pattern ID = Pattern.compile("[a-z0-9_-]{1,64}");
  private static final Pattern ACCESS_KEY = Pattern.compile("[A-Za-z0-9_]{16,128}");

  private final SecretSource secrets;
  private final LastUses lastUses;
  private final Map<String, Tenant> tenants = new LinkedHashMap<>();
  private final Map<ApiKeyHash, Credential> keys = new HashMap<>();
  private final Map<String, AwsKey> awsKeys = new HashMap<>();
  private final Map<String, Set<Permission>> ceilings = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  TenantsReader(SecretSource secrets, LastUses lastUses) {
    this.secrets = secrets;
    this.lastUses = lastUses;
  }

  /**
   * @throws IllegalStateException naming the tenant or key at fault
   */
  Tenants read(TenantsFile file) {
    file.tenants().forEach(entry -> add(entry, file.defaults()));
    return new Tenants(Collections.unmodifiableMap(tenants), keys, awsKeys, ceilings);
  }

  private void add(TenantsFile.Entry entry, TenantsFile.Entry defaults) {
    if (entry == null || entry.id() == null || !ID.matcher(entry.id()).matches()) {
      throw new IllegalStateException(
          "the tenant id '%s' is not %s"
              .formatted(entry == null ? null : entry.id(), ID.pattern()));
    }
    try {
      Tenant tenant = tenant(entry, defaults);
      if (tenants.putIfAbsent(tenant.id(), tenant) != null) {
        throw new IllegalArgumentException("is described twice");
      }
      List<String> most = or(entry.permissions(), defaults == null ? null : defaults.permissions());
      ceilings.put(tenant.id(), permissions(most == null ? List.of("*") : most));
      or(entry.keys(), List.<TenantsFile.Key>of()).forEach(key -> add(tenant, key));
      or(entry.aws(), List.<TenantsFile.Aws>of()).forEach(key -> add(tenant, key));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("the tenant '" + entry.id() + "' " + e.getMessage(), e);
    }
  }

  private Tenant tenant(TenantsFile.Entry entry, TenantsFile.Entry defaults) {
    TenantsFile.Entry standard =
        defaults == null
            ? new TenantsFile.Entry(null, null, null, null, null, null, null)
            : defaults;
    TenantsFile.Login login = or(entry.database(), standard.database());
    if (login == null || login.user() == null || login.user().isBlank()) {
      throw new IllegalArgumentException("has no database user");
    }
    TenantsFile.Limits limits = or(entry.limits(), standard.limits());
    return new Tenant(
        entry.id(),
        new Tenant.DatabaseLogin(
            TenantsFile.filled(login.user(), entry.id()),
            login.password() == null
                ? new Secret("")
                : secrets.get(login.password().of(entry.id()))),
        Objects.requireNonNullElse(or(entry.schemas(), standard.schemas()), Set.of()),
        limits == null ? TenantLimits.DEFAULT : limits.asTenantLimits());
  }

  private void add(Tenant tenant, TenantsFile.Key key) {
    Credential credential = credential(tenant, key.name(), key.permissions(), key.expires());
    if (keys.putIfAbsent(ApiKeyHash.parse(key.sha256()), credential) != null) {
      throw new IllegalArgumentException("has the key '" + key.name() + "' of somebody else, too");
    }
  }

  private void add(Tenant tenant, TenantsFile.Aws key) {
    if (!ACCESS_KEY.matcher(key.accessKey()).matches()) {
      throw new IllegalArgumentException(
          "has an access-key that is not " + ACCESS_KEY.pattern() + ": '" + key.name() + "'");
    }
    AwsKey aws =
        new AwsKey(
            credential(tenant, key.name(), key.permissions(), key.expires()),
            secrets.get(key.secret().of(tenant.id())),
            key.sessionToken() == null ? null : secrets.get(key.sessionToken().of(tenant.id())));
    if (aws.secret().value().isEmpty()) {
      throw new IllegalArgumentException("has an empty secret for '" + key.name() + "'");
    }
    if (awsKeys.putIfAbsent(key.accessKey(), aws) != null) {
      throw new IllegalArgumentException("has the access-key of somebody else: " + key.name());
    }
  }

  private Credential credential(
      Tenant tenant, String key, List<String> granted, java.time.Instant expires) {
    String name = tenant.id() + "/" + key;
    if (!names.add(name)) {
      throw new IllegalArgumentException("has two credentials named '" + key + "'");
    }
    try {
      Set<Permission> permissions = permissions(granted);
      permissions.retainAll(ceilings.get(tenant.id()));
      return new Credential(new Caller(name, tenant, permissions), expires, lastUses.of(name));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("credential '" + name + "': " + e.getMessage(), e);
    }
  }

  private static Set<Permission> permissions(List<String> scopes) {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    scopes.forEach(each -> permissions.addAll(Permission.named(each)));
    return permissions;
  }

  private static <T> T or(T given, T standard) {
    return given == null ? standard : given;
  }
}

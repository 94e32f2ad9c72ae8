package io.spectra.auth;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All tenants with their credentials, as one version of the registry describes them. Immutable.
 *
 * @param all by id, in the order of the registry
 * @param keys API keys by digest
 * @param awsKeys by access key id
 * @param ceilings what any caller of a tenant may do at most, by tenant id
 */
record Tenants(
    Map<String, Tenant> all,
    Map<ApiKeyHash, Credential> keys,
    Map<String, AwsKey> awsKeys,
    Map<String, Set<Permission>> ceilings) {
  Tenants {
    keys = Map.copyOf(keys);
    awsKeys = Map.copyOf(awsKeys);
    ceilings = Map.copyOf(ceilings);
  }

  List<Tenant> list() {
    return List.copyOf(all.values());
  }
}

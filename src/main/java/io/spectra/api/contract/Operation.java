package io.spectra.api.contract;

import io.spectra.auth.Permission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One operation of the contract. Immutable.
 *
 * @param id its {@code operationId}, which is also the name of its {@code direct:} route
 * @param method the HTTP method, in capitals
 * @param path the path template below the base path, such as {@code /jobs/{job_id}}
 * @param permissions the caller needs any one of these; empty for a public operation
 * @param rateLimit the bucket of {@link Contract#rateLimits} from which requests are taken; empty
 *     for none
 * @param bodySchema where in the document the schema of its request body is, as a JSON pointer;
 *     empty for an operation without a body
 * @param parameters its own and its path's parameters
 */
public record Operation(
    String id,
    String method,
    String path,
    Set<Permission> permissions,
    Optional<String> rateLimit,
    Optional<String> bodySchema,
    List<Parameter> parameters) {
  public Operation {
    permissions = Set.copyOf(permissions);
    parameters = List.copyOf(parameters);
  }

  /** Whether everybody may call it, without credentials. */
  public boolean isPublic() {
    return permissions.isEmpty();
  }
}

package io.spectra.api.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.spectra.auth.Permission;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Turns the document into operations, and refuses one that leaves open what must be decided: an
 * operation that forgot its security must stop the start, not be open to everybody.
 */
final class ContractReader {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final JsonNode document;
  private final Set<String> buckets;
  private final ParameterReader parameters;

  ContractReader(JsonNode document, Set<String> buckets) {
    this.document = document;
    this.buckets = buckets;
    this.parameters = new ParameterReader(document);
  }

  void read(Map<String, Operation> operations, PathTree paths) {
    document
        .path("paths")
        .properties()
        .forEach(path -> readPath(path.getKey(), path.getValue(), operations, paths));
  }

  private void readPath(
      String path, JsonNode item, Map<String, Operation> operations, PathTree paths) {
    JsonPointer at = JsonPointer.empty().appendProperty("paths").appendProperty(path);
    for (Map.Entry<String, JsonNode> member : item.properties()) {
      if (METHODS.contains(member.getKey())) {
        Operation operation = operation(path, at.appendProperty(member.getKey()), at);
        if (operations.put(operation.id(), operation) != null) {
          throw refused(operation.id(), "names two operations");
        }
        for (String base : bases(item)) {
          paths.add(base + path, operation);
        }
      }
    }
  }

  private Operation operation(String path, JsonPointer at, JsonPointer item) {
    JsonNode node = document.at(at);
    String method = at.last().getMatchingProperty().toUpperCase(Locale.ROOT);
    String name = method + " " + path;
    String id = node.path("operationId").asText();
    if (id.isEmpty()) {
      throw refused(name, "has no operationId");
    }
    return new Operation(
        id,
        method,
        path,
        permissions(name, node),
        rateLimit(name, node),
        bodySchema(at),
        parameters.read(path, item, at));
  }

  private Set<Permission> permissions(String name, JsonNode operation) {
    JsonNode security = operation.path("security");
    if (!security.isArray()) {
      throw refused(name, "declares no security; a public operation says 'security: []'");
    }
    JsonNode schemes = document.at("/components/securitySchemes");
    for (JsonNode requirement : security) {
      for (Map.Entry<String, JsonNode> scheme : requirement.properties()) {
        if (!schemes.has(scheme.getKey())) {
          throw refused(name, "names the unknown security scheme '" + scheme.getKey() + "'");
        }
      }
      if (requirement.isEmpty()) {
        throw refused(name, "makes its security optional; only 'security: []' is public");
      }
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (JsonNode scope : operation.path("x-permission")) {
      permissions.addAll(permission(name, scope.asText()));
    }
    if (security.isEmpty() != permissions.isEmpty()) {
      throw refused(name, "must declare either 'security: []' or an x-permission");
    }
    return permissions;
  }

  private static Set<Permission> permission(String name, String scope) {
    try {
      return Permission.named(scope);
    } catch (IllegalArgumentException e) {
      throw refused(name, "needs the " + e.getMessage());
    }
  }

  private Optional<String> rateLimit(String name, JsonNode operation) {
    Optional<String> bucket = operation.path("x-rate-limit").asOptional().map(JsonNode::asText);
    if (bucket.isPresent() && !buckets.contains(bucket.get())) {
      throw refused(name, "takes from the unknown x-rate-limit '" + bucket.get() + "'");
    }
    return bucket;
  }

  private Optional<String> bodySchema(JsonPointer operation) {
    JsonPointer schema =
        operation.append(JsonPointer.compile("/requestBody/content/application~1json/schema"));
    return document.at(schema).isMissingNode() ? Optional.empty() : Optional.of(schema.toString());
  }

  private List<String> bases(JsonNode item) {
    JsonNode servers = item.has("servers") ? item.get("servers") : document.path("servers");
    return StreamSupport.stream(servers.spliterator(), false)
        .map(server -> server.path("url").asText())
        .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
        .toList();
  }

  private static IllegalStateException refused(String operation, String why) {
    return new IllegalStateException("openapi.yaml: " + operation + " " + why);
  }
}

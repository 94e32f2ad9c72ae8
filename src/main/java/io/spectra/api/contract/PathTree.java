package io.spectra.api.contract;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds operations by path, one map look-up per segment; a literal segment is preferred to a
 * parameter. Filled while the contract is read, then only read, by many threads.
 */
final class PathTree {
  private static final Match UNKNOWN = new Match.UnknownPath();

  private final Node root = new Node(List.of());

  /** One segment of a path, and what begins with it. */
  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private final Map<String, Operation> methods = new LinkedHashMap<>();
    private final List<String> parameters;
    private Node parameter;

    Node(List<String> parameters) {
      this.parameters = parameters;
    }

    Node child(String segment) {
      if (!segment.startsWith("{")) {
        return literals.computeIfAbsent(segment, name -> new Node(parameters));
      }
      List<String> names = new ArrayList<>(parameters);
      names.add(segment.substring(1, segment.length() - 1));
      if (parameter == null) {
        parameter = new Node(List.copyOf(names));
      } else if (!parameter.parameters.equals(names)) {
        throw new IllegalStateException(
            "openapi.yaml: paths call one segment both " + parameter.parameters + " and " + names);
      }
      return parameter;
    }
  }

  /**
   * @param template the whole path with the base path, beginning with a slash
   */
  void add(String template, Operation operation) {
    Node node = root;
    for (String segment : template.substring(1).split("/")) {
      node = node.child(segment);
    }
    if (node.methods.put(operation.method(), operation) != null) {
      throw new IllegalStateException(
          "openapi.yaml: " + operation.method() + " " + template + " is described twice");
    }
  }

  Match find(String method, String path) {
    if (!path.startsWith("/")) {
      return UNKNOWN;
    }
    List<String> values = new ArrayList<>(2);
    Node node = walk(root, path, 1, values);
    if (node == null) {
      return UNKNOWN;
    }
    Operation operation = node.methods.get(method);
    if (operation == null) {
      return new Match.MethodNotAllowed(List.copyOf(node.methods.keySet()));
    }
    try {
      return new Match.Found(operation, named(node.parameters, values));
    } catch (IllegalArgumentException brokenEscape) {
      return UNKNOWN;
    }
  }

  private static Node walk(Node node, String path, int from, List<String> values) {
    if (from > path.length()) {
      return node.methods.isEmpty() ? null : node;
    }
    int slash = path.indexOf('/', from);
    int end = slash < 0 ? path.length() : slash;
    String segment = path.substring(from, end);
    Node literal = node.literals.get(segment);
    if (literal != null) {
      Node found = walk(literal, path, end + 1, values);
      if (found != null) {
        return found;
      }
    }
    if (node.parameter == null || segment.isEmpty()) {
      return null;
    }
    values.add(segment);
    Node found = walk(node.parameter, path, end + 1, values);
    if (found == null) {
      values.remove(values.size() - 1);
    }
    return found;
  }

  private static Map<String, String> named(List<String> names, List<String> values) {
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      // A plus sign in a path is a plus sign; only in forms does it stand for a space.
      String escaped = values.get(i).replace("+", "%2B");
      String value = URLDecoder.decode(escaped, StandardCharsets.UTF_8);
      if (value.equals(".") || value.equals("..")) {
        // The router below reads these as steps in the path, and would look for another one.
        throw new IllegalArgumentException("a dot segment");
      }
      named.put(names.get(i), value);
    }
    return Map.copyOf(named);
  }
}

package io.spectra.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The faults of one value, arranged like the value, so that the first of them is found in the order
 * in which the value was written; a missing field comes behind those that are there.
 */
final class FaultTree {
  private final Map<String, FaultTree> below = new LinkedHashMap<>();
  private ValidationMessage here;

  /** Where the first fault is, from the root, and what it is. */
  record First(List<String> path, ValidationMessage message) {}

  void add(ValidationMessage message) {
    FaultTree place = this;
    JsonNodePath at = message.getInstanceLocation();
    for (int i = 0; i < at.getNameCount(); i++) {
      place = place.child(String.valueOf(at.getElement(i)));
    }
    if (message.getProperty() != null) {
      place = place.child(message.getProperty());
    }
    if (place.here == null) {
      place.here = message;
    }
  }

  private FaultTree child(String name) {
    return below.computeIfAbsent(name, child -> new FaultTree());
  }

  /** The first fault; there must be one. */
  First first(JsonNode value) {
    List<String> path = new ArrayList<>();
    FaultTree place = this;
    JsonNode node = value;
    while (place.here == null) {
      String next = place.next(node);
      path.add(next);
      place = place.below.get(next);
      node = node.isArray() ? node.path(Integer.parseInt(next)) : node.path(next);
    }
    return new First(List.copyOf(path), place.here);
  }

  private String next(JsonNode node) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (below.containsKey(name)) {
        return name;
      }
    }
    return node.isArray()
        ? String.valueOf(below.keySet().stream().mapToInt(Integer::parseInt).min().orElseThrow())
        : below.keySet().iterator().next();
  }
}

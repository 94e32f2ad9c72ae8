package io.spectra.routes;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges files of routes side by side. Pure.
 *
 * @param required ports that must have a route whatever is changed, such as {@code direct://query}
 * @param builtInIds ids of the service's own routes
 * @param builtInFroms where the service's own routes are entered
 */
record RouteSet(Set<String> required, Set<String> builtInIds, Set<String> builtInFroms) {
  RouteSet {
    required = Set.copyOf(required);
    builtInIds = Set.copyOf(builtInIds);
    builtInFroms = Set.copyOf(builtInFroms);
  }

  /**
   * Why files cannot stand side by side.
   *
   * @param reason for the operator
   * @param files who is at fault: the files that want the same; empty when a port is without a
   *     route
   * @param port the port without a route, else null
   */
  record Fault(String reason, List<String> files, String port) {
    static Fault between(String reason, String... files) {
      return new Fault(reason, List.of(files), null);
    }
  }

  /** The first fault of these files; empty when they can stand side by side. */
  Optional<Fault> fault(Collection<RouteOutline> files) {
    Map<String, String> ids = new HashMap<>();
    Map<String, String> ports = new HashMap<>();
    for (RouteOutline file : files) {
      for (RouteOutline.Entry route : file.routes()) {
        Optional<Fault> fault = fault(file.name(), route, ids, ports);
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return missing(ports.keySet());
  }

  private Optional<Fault> fault(
      String file, RouteOutline.Entry route, Map<String, String> ids, Map<String, String> ports) {
    if (builtInIds.contains(route.id())) {
      return Optional.of(
          Fault.between("route id '%s' is the service's own".formatted(route.id()), file));
    }
    String other = ids.put(route.id(), file);
    if (other != null) {
      return Optional.of(
          Fault.between("route id '%s' stands in %s".formatted(route.id(), other), file, other));
    }
    if (!route.atPort()) {
      return Optional.empty();
    }
    if (builtInFroms.contains(route.from())) {
      return Optional.of(Fault.between(route.from() + " is the service's own", file));
    }
    String holder = ports.put(route.from(), file);
    return holder == null
        ? Optional.empty()
        : Optional.of(
            Fault.between("%s has a route in %s".formatted(route.from(), holder), file, holder));
  }

  private Optional<Fault> missing(Set<String> ports) {
    return required.stream()
        .filter(port -> !ports.contains(port))
        .sorted()
        .findFirst()
        .map(
            port ->
                new Fault(
                    "the service calls %s, and no route would be there".formatted(port),
                    List.of(),
                    port));
  }
}

package io.spectra.routes;

import java.util.List;

/**
 * What the service must know of a file of routes to tell whether it fits among the others.
 *
 * @param file the file
 * @param routes its routes, in order; unmodifiable
 */
record RouteOutline(RouteFile file, List<Entry> routes) {
  private static final String PORT = "direct://";

  /**
   * @param id the route's id as written
   * @param from where it is entered, without options, such as {@code direct://query}
   */
  record Entry(String id, String from) {
    /** Whether the route is called from within the service: only one route can be at a port. */
    boolean atPort() {
      return from.startsWith(PORT);
    }
  }

  RouteOutline {
    routes = List.copyOf(routes);
  }

  String name() {
    return file.name();
  }
}

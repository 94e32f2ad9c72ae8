package io.spectra.routes;

import java.util.List;

/**
 * A file of routes in the version that runs.
 *
 * @param outline what it holds
 * @param version which version of the operators' routes it came with
 */
record RunningFile(RouteOutline outline, int version) {
  /** The id under which a route of it runs. */
  String idOf(RouteOutline.Entry route) {
    return RouteLoader.versioned(route.id(), version);
  }

  boolean isOf(RouteFile file) {
    return outline.file().equals(file);
  }

  /** The ports that its routes are at. */
  List<String> ports() {
    return outline.routes().stream()
        .filter(RouteOutline.Entry::atPort)
        .map(RouteOutline.Entry::from)
        .toList();
  }
}

package io.spectra.routes;

import java.util.List;
import java.util.Map;

/**
 * The operators' routes as they stand.
 *
 * @param routes those that run, and those that still finish work of an older version
 * @param refused why files in the folder were not taken, by name
 */
public record RoutesStatus(List<Line> routes, Map<String, String> refused) {
  /**
   * @param file the file's name
   * @param route the route's id as written
   * @param from where it is entered
   * @param version how many times the operators' routes had changed when it came, from 1
   * @param inFlight exchanges in it now
   * @param retired whether a newer version, or none, has taken its place
   */
  public record Line(
      String file, String route, String from, int version, int inFlight, boolean retired) {}

  public RoutesStatus {
    routes = List.copyOf(routes);
    refused = Map.copyOf(refused);
  }
}

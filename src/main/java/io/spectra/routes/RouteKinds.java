package io.spectra.routes;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at what a file holds before Camel does. Only routes are taken: REST services, beans, route
 * templates and configurations of the whole context cannot be taken back while the service runs,
 * and are not an operator's to define. Safe for use by many threads.
 */
final class RouteKinds {
  private static final Set<String> TAKEN = Set.of("route", "from");

  private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());

  /**
   * @throws RoutesRefused when the file is no YAML, with line and column, or holds anything but
   *     routes
   */
  void check(RouteFile file) throws RoutesRefused {
    JsonNode entries = read(file);
    if (!entries.isArray() || entries.isEmpty()) {
      throw new RoutesRefused(file.name(), "a list of routes is expected, as in '- route:'");
    }
    for (JsonNode entry : entries) {
      if (entry.size() != 1 || !TAKEN.contains(entry.fieldNames().next())) {
        throw new RoutesRefused(
            file.name(), "only 'route' and 'from' are taken here, found " + names(entry));
      }
      Optional<String> foreign = ForeignBeans.in(entry);
      if (foreign.isPresent()) {
        throw new RoutesRefused(file.name(), foreign.get());
      }
    }
  }

  private static String names(JsonNode entry) {
    return entry.isObject()
        ? entry.properties().stream().map(field -> "'" + field.getKey() + "'").toList().toString()
        : "a " + entry.getNodeType();
  }

  private JsonNode read(RouteFile file) throws RoutesRefused {
    try {
      return yaml.readTree(file.text());
    } catch (JacksonException e) {
      throw new RoutesRefused(
          file.name(),
          "line %d, column %d: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage().replaceAll("\\s+", " ")));
    }
  }
}

package io.spectra.routes;

import java.util.Set;

/** The ports of {@code routes/README.md} that the service itself calls. */
final class RoutePorts {
  /** A route must be there at all times. */
  static final Set<String> REQUIRED =
      Set.of("direct://query", "direct://export", "direct://ingest");

  private RoutePorts() {}
}

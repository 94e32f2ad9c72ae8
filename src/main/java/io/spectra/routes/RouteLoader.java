package io.spectra.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Loads a file of routes into a Camel context, as one of the versions that the file will have. */
final class RouteLoader {
  private static final String PORT = "direct:";
  private static final char MARK = '@';

  private RouteLoader() {}

  /** The id under which a version of a route runs; the first one is as it is written. */
  static String versioned(String id, int version) {
    return version == 1 ? id : id + MARK + version;
  }

  /**
   * Adds the routes; they start when the context has.
   *
   * @param version 1 or more; the ids of routes and steps, and the ports, carry it from 2 on
   */
  static void load(CamelContext camel, RouteFile file, int version) throws Exception {
    for (RoutesBuilder builder :
        PluginHelper.getRoutesLoader(camel)
            .findRoutesBuilders(ResourceHelper.fromString(file.name(), file.text()))) {
      if (version > 1) {
        ((RouteBuilder) builder).addLifecycleInterceptor(new Renaming(version));
      }
      builder.addRoutesToCamelContext(camel);
    }
  }

  /** Two versions of a route run side by side while the older one still has work. */
  private record Renaming(int version) implements RouteBuilderLifecycleStrategy {
    @Override
    public void afterConfigure(RouteBuilder builder) {
      builder.getRouteCollection().getRoutes().forEach(this::rename);
    }

    private void rename(RouteDefinition route) {
      route.setId(versioned(route.getRouteId(), version));
      route.nodePrefixId(version + "" + MARK);
      String from = route.getInput().getUri();
      if (from.startsWith(PORT)) {
        char joint = from.indexOf('?') < 0 ? '?' : '&';
        route.getInput().setUri(from + joint + PortComponent.VERSION + "=" + version);
      }
    }
  }
}

package io.spectra.routes;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultRegistry;

/**
 * Builds a file's routes in a context of their own, without starting them: whatever is wrong with a
 * file shows there, and the running routes never see it.
 */
final class DryRun {
  private final CamelContext live;

  DryRun(CamelContext live) {
    this.live = live;
  }

  /**
   * @return what the file would bring
   * @throws RoutesRefused when its routes cannot be built, with the place and the reason
   */
  RouteOutline of(RouteFile file) throws RoutesRefused {
    try (DefaultCamelContext scratch = context()) {
      RouteLoader.load(scratch, file, 1);
      scratch.start();
      List<RouteOutline.Entry> routes = scratch.getRoutes().stream().map(DryRun::entry).toList();
      return new RouteOutline(file, routes);
    } catch (Exception e) {
      throw new RoutesRefused(file.name(), e);
    }
  }

  static RouteOutline.Entry entry(Route route) {
    return new RouteOutline.Entry(route.getRouteId(), route.getEndpoint().getEndpointBaseUri());
  }

  private DefaultCamelContext context() {
    DefaultCamelContext scratch =
        new DefaultCamelContext(new DefaultRegistry(new Beans(live.getRegistry())));
    scratch.getCamelContextExtension().setName("dry-run");
    scratch.disableJMX();
    scratch.setStartupSummaryLevel(StartupSummaryLevel.Off);
    scratch.setApplicationContextClassLoader(live.getApplicationContextClassLoader());
    scratch.getPropertiesComponent().addPropertiesSource(new LiveProperties(live));
    return scratch;
  }

  private record LiveProperties(CamelContext live) implements PropertiesSource {
    @Override
    public String getName() {
      return "live";
    }

    @Override
    public String getProperty(String name) {
      return live.getPropertiesComponent().resolveProperty(name).orElse(null);
    }
  }

  /**
   * The service's beans without its Camel services: the scratch context must not adopt, and later
   * stop, a component that is at work.
   */
  private record Beans(Registry registry) implements BeanRepository {
    private static boolean camels(Object bean) {
      return bean instanceof Service && bean instanceof CamelContextAware;
    }

    @Override
    public Object lookupByName(String name) {
      Object bean = registry.lookupByName(name);
      return camels(bean) ? null : bean;
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
      T bean = registry.lookupByNameAndType(name, type);
      return camels(bean) ? null : bean;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
      Map<String, T> beans = new HashMap<>(registry.findByTypeWithName(type));
      beans.values().removeIf(Beans::camels);
      return beans;
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
      Set<T> beans = new HashSet<>(registry.findByType(type));
      beans.removeIf(Beans::camels);
      return beans;
    }
  }
}

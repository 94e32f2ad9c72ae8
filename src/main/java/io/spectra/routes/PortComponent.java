package io.spectra.routes;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;

/**
 * Camel's {@code direct} with one addition: a port can be handed over to the next version of its
 * route. Callers that come after that enter the new one; whoever is in the old one finishes there.
 * Safe for use by many threads.
 */
@Singleton
@Named("direct")
public class PortComponent extends DirectComponent {
  /** Makes the endpoint of a version differ from that of the version before. */
  static final String VERSION = "version";

  private final Map<String, DirectConsumer> current = new ConcurrentHashMap<>();
  private final Set<String> handedOver = ConcurrentHashMap.newKeySet();

  /**
   * Lets the next route that is started at a port take it over.
   *
   * @param port such as {@code direct://query}
   */
  void handOver(String port) {
    handedOver.add(port);
  }

  /** Ends what {@link #handOver} began, whether or not a route came. */
  void keep(String port) {
    handedOver.remove(port);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    parameters.remove(VERSION);
    return super.createEndpoint(uri, remaining, parameters);
  }

  @Override
  public void addConsumer(String port, DirectConsumer consumer) {
    DirectConsumer before = current.get(port);
    if (before != null && handedOver.contains(port)) {
      // Between the two lines callers wait for a consumer, as they do at any start.
      super.removeConsumer(port, before);
    }
    super.addConsumer(port, consumer);
    current.put(port, consumer);
  }

  @Override
  public void removeConsumer(String port, DirectConsumer consumer) {
    super.removeConsumer(port, consumer);
    current.remove(port, consumer);
  }
}

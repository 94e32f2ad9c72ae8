package io.spectra.bulk;

import io.quarkus.runtime.ShutdownEvent;
import io.spectra.start.ShutdownConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jboss.logging.Logger;

/**
 * How bulk work ends when the service is told to stop: nothing new is taken in, what is at work may
 * finish for a while, and what is left is given back for the other instances to do at once.
 */
@ApplicationScoped
public class Departure {
  private static final Logger LOG = Logger.getLogger(Departure.class);
  private static final Set<String> CALLED = Set.of("direct", "platform-http", "seda");
  private static final long ROUTE_SECONDS = 10;

  private final CamelContext camel;
  private final TaskTaker taker;
  private final Workers workers;
  private final ShutdownConfig config;
  private long deadlineNanos;

  Departure(CamelContext camel, TaskTaker taker, Workers workers, ShutdownConfig config) {
    this.camel = camel;
    this.taker = taker;
    this.workers = workers;
    this.config = config;
  }

  /** Ends whatever brings work in by itself: consumers of Kafka, timers, files. */
  void takeNothingMore(@Observes @Priority(10) ShutdownEvent event) {
    deadlineNanos = System.nanoTime() + config.delay().plus(config.timeout()).toNanos();
    taker.close();
    for (Route route : List.copyOf(camel.getRoutes())) {
      String uri = route.getEndpoint().getEndpointUri();
      if (!CALLED.contains(uri.substring(0, uri.indexOf(':')))) {
        stop(route.getRouteId());
      }
    }
  }

  private void stop(String route) {
    try {
      camel.getRouteController().stopRoute(route, ROUTE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      LOG.warnf(e, "route %s does not stop", route);
    }
  }

  /** While the job ledger still takes what is given back. */
  void giveBack(@Observes @Priority(30) ShutdownEvent event) {
    workers.finish(deadlineNanos);
    taker.leave();
  }
}

package io.spectra.routes;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.jboss.logging.Logger;

/** Looks at the operators' folder now and then, and has what changed taken in. */
@ApplicationScoped
public class RoutesWatch {
  private static final Logger LOG = Logger.getLogger(RoutesWatch.class);

  private final RoutesFolder folder;
  private final RoutesConfig config;
  private final LiveRoutes routes;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(RoutesWatch::thread);
  private Map<String, RouteFile> seen;
  private Map<String, RouteFile> taken;

  RoutesWatch(RoutesFolder folder, RoutesConfig config, LiveRoutes routes) {
    this.folder = folder;
    this.config = config;
    this.routes = routes;
  }

  void begin(@Observes CamelContextStartedEvent started) {
    taken = folder.atStart();
    seen = taken;
    routes.adopt(taken);
    long millis = config.watch().toMillis();
    if (millis > 0) {
      clock.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  @PreDestroy
  void end() {
    clock.shutdownNow();
  }

  private void look() {
    try {
      Map<String, RouteFile> now = folder.read();
      boolean settled = now.equals(seen);
      seen = now;
      if (settled && !now.equals(taken)) {
        taken = now;
        routes.take(now);
      }
      routes.removeDone();
    } catch (IOException e) {
      LOG.warnf("the routes folder cannot be read, the routes go on as they are: %s", e);
    } catch (Exception e) {
      // Left to itself it would end the watch in silence.
      LOG.error("looking after the routes failed", e);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "spectra-routes");
    thread.setDaemon(true);
    return thread;
  }
}

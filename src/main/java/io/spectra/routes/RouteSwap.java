package io.spectra.routes;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jboss.logging.Logger;

/**
 * Puts versions of routes into the running context and takes them out. A new version takes the
 * callers over at once; the old one stays until its last exchange has left it. For one thread at a
 * time.
 */
final class RouteSwap {
  private static final Logger LOG = Logger.getLogger(RouteSwap.class);
  private static final long STOP_SECONDS = 5;

  private final CamelContext camel;
  private final PortComponent ports;
  private final List<RunningFile> retired = new ArrayList<>();
  private final Map<String, Integer> quietLooks = new TreeMap<>();

  RouteSwap(CamelContext camel, PortComponent ports) {
    this.camel = camel;
    this.ports = ports;
  }

  List<RunningFile> retired() {
    return List.copyOf(retired);
  }

  int inFlight(RunningFile file, RouteOutline.Entry route) {
    return camel.getInflightRepository().size(file.idOf(route));
  }

  /**
   * Starts a version of a file's routes at their ports.
   *
   * @throws Exception when Camel could not start them; then none of them is left
   */
  void start(RunningFile file) throws Exception {
    file.ports().forEach(ports::handOver);
    try {
      RouteLoader.load(camel, file.outline().file(), file.version());
    } catch (Exception e) {
      for (RouteOutline.Entry route : file.outline().routes()) {
        remove(file.idOf(route));
      }
      throw e;
    } finally {
      file.ports().forEach(ports::keep);
    }
  }

  /** Has a file's timers and consumers take in nothing more; its ports stay open. */
  void quiesce(RunningFile file) throws Exception {
    for (RouteOutline.Entry route : file.outline().routes()) {
      Route running = camel.getRoute(file.idOf(route));
      if (!route.atPort() && running != null) {
        running.getConsumer().stop();
      }
    }
  }

  /** Lets a version go, once it has nothing left to do. */
  void retire(RunningFile file) {
    retired.add(file);
  }

  /** Removes retired routes in which nothing was in flight at two looks. */
  void removeDone() throws Exception {
    for (Iterator<RunningFile> files = retired.iterator(); files.hasNext(); ) {
      RunningFile file = files.next();
      boolean gone = true;
      for (RouteOutline.Entry route : file.outline().routes()) {
        gone &= removedIfDone(file.idOf(route));
      }
      if (gone) {
        files.remove();
      }
    }
  }

  private boolean removedIfDone(String id) throws Exception {
    if (camel.getRoute(id) == null) {
      return true;
    }
    // A caller may have looked up the consumer before the port was handed over: look again.
    boolean quiet = camel.getInflightRepository().size(id) == 0;
    if (quietLooks.merge(id, 1, (before, one) -> quiet ? before + one : 0) < 3) {
      return false;
    }
    quietLooks.remove(id);
    remove(id);
    LOG.infof("route %s has finished its work and is gone", id);
    return true;
  }

  private void remove(String id) throws Exception {
    if (camel.getRoute(id) != null) {
      camel.getRouteController().stopRoute(id, STOP_SECONDS, TimeUnit.SECONDS);
      camel.removeRoute(id);
    }
  }
}

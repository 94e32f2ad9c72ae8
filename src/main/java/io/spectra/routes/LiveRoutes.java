package io.spectra.routes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jboss.logging.Logger;

/**
 * The operators' routes while the service runs: a file that is right takes the place of its
 * last version, one that is wrong is refused with file and reason, and the last good version goes
 * on. Safe for use by many threads.
 */
@Startup
@ApplicationScoped
public class LiveRoutes {
  private static final Logger LOG = Logger.getLogger(LiveRoutes.class);

  private final CamelContext camel;
  private final RouteKinds kinds = new RouteKinds();
  private final DryRun dryRun;
  private final RouteSwap swap;
  private final Map<String, RunningFile> running = new TreeMap<>();
  private final Map<String, String> refused = new TreeMap<>();
  private Map<String, String> refusedBefore = Map.of();
  private RouteSet set;
  private int version = 1;

  LiveRoutes(CamelContext camel, PortComponent ports) {
    this.camel = camel;
    this.dryRun = new DryRun(camel);
    this.swap = new RouteSwap(camel, ports);
    Gauge.builder("spectra.routes.refused", this, routes -> routes.status().refused().size())
        .description("Operators' files that are refused, while their last good version goes on")
        .register(Metrics.globalRegistry);
    Gauge.builder("spectra.routes.in.flight", camel, c -> c.getInflightRepository().size())
        .description("Exchanges in flight in all routes")
        .register(Metrics.globalRegistry);
  }

  /**
   * Learns what Camel loaded at start.
   *
   * @param files the folder as it was then
   */
  synchronized void adopt(Map<String, RouteFile> files) {
    Map<String, List<Route>> loaded =
        camel.getRoutes().stream()
            .filter(route -> files.containsKey(fileOf(route)))
            .collect(Collectors.groupingBy(LiveRoutes::fileOf));
    loaded.forEach(
        (file, routes) ->
            running.put(
                file,
                new RunningFile(
                    new RouteOutline(files.get(file), routes.stream().map(DryRun::entry).toList()),
                    version)));
    List<RouteOutline.Entry> own =
        camel.getRoutes().stream()
            .filter(route -> !files.containsKey(fileOf(route)))
            .map(DryRun::entry)
            .toList();
    set =
        new RouteSet(
            RoutePorts.REQUIRED,
            own.stream().map(RouteOutline.Entry::id).collect(Collectors.toSet()),
            own.stream().map(RouteOutline.Entry::from).collect(Collectors.toSet()));
  }

  /** Takes the folder as it is now: changed files, new ones, and those that are gone. */
  synchronized void take(Map<String, RouteFile> files) {
    refusedBefore = Map.copyOf(refused);
    refused.clear();
    Map<String, Optional<RouteOutline>> changes = new TreeMap<>();
    files.values().forEach(file -> read(file).ifPresent(read -> changes.put(file.name(), read)));
    Set<String> gone = new TreeSet<>(running.keySet());
    gone.removeAll(files.keySet());
    gone.forEach(name -> changes.put(name, Optional.empty()));
    for (var fault = fault(changes); fault.isPresent(); fault = fault(changes)) {
      refuseWhoIsAtFault(fault.get(), changes);
    }
    apply(changes);
  }

  /** Lets go of old versions that have finished their work. */
  synchronized void removeDone() throws Exception {
    swap.removeDone();
  }

  /** What runs, and what was refused. */
  public synchronized RoutesStatus status() {
    List<RoutesStatus.Line> lines = new ArrayList<>();
    running.values().forEach(file -> lines.addAll(lines(file, false)));
    swap.retired().forEach(file -> lines.addAll(lines(file, true)));
    return new RoutesStatus(lines, refused);
  }

  private List<RoutesStatus.Line> lines(RunningFile file, boolean retired) {
    return file.outline().routes().stream()
        .map(
            route ->
                new RoutesStatus.Line(
                    file.outline().name(),
                    route.id(),
                    route.from(),
                    file.version(),
                    swap.inFlight(file, route),
                    retired))
        .toList();
  }

  private static String fileOf(Route route) {
    String location =
        route.getSourceResource() == null ? "" : route.getSourceResource().getLocation();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /** The file's outline; empty when there is nothing to change or it was refused. */
  private Optional<Optional<RouteOutline>> read(RouteFile file) {
    RunningFile now = running.get(file.name());
    if (now != null && now.isOf(file)) {
      return Optional.empty();
    }
    try {
      kinds.check(file);
      return Optional.of(Optional.of(dryRun.of(file)));
    } catch (RoutesRefused e) {
      refuse(file.name(), e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<RouteSet.Fault> fault(Map<String, Optional<RouteOutline>> changes) {
    // Without a change all is as it was, whatever one may think of it.
    return changes.isEmpty() ? Optional.empty() : set.fault(with(changes).values());
  }

  /** Takes a change back that cannot be; the others are looked at once more without it. */
  private void refuseWhoIsAtFault(
      RouteSet.Fault fault, Map<String, Optional<RouteOutline>> changes) {
    String culprit =
        changes.keySet().stream()
            .filter(name -> fault.files().contains(name) || leaves(name, fault.port()))
            .findFirst()
            .orElseGet(() -> changes.keySet().iterator().next());
    boolean gone = changes.remove(culprit).isEmpty();
    refuse(culprit, culprit + (gone ? " is gone: " : ": ") + fault.reason());
  }

  private boolean leaves(String name, String port) {
    RunningFile now = running.get(name);
    return now != null && now.ports().contains(port);
  }

  private Map<String, RouteOutline> with(Map<String, Optional<RouteOutline>> changes) {
    Map<String, RouteOutline> all = new TreeMap<>();
    running.forEach((name, file) -> all.put(name, file.outline()));
    changes.forEach(
        (name, change) ->
            change.ifPresentOrElse(outline -> all.put(name, outline), () -> all.remove(name)));
    return all;
  }

  /** New versions first, so that no port is without a route; then the old ones go. */
  private void apply(Map<String, Optional<RouteOutline>> changes) {
    if (changes.isEmpty()) {
      return;
    }
    version++;
    changes.forEach((name, change) -> change.ifPresent(outline -> replace(name, outline)));
    changes.forEach(
        (name, change) -> {
          if (change.isEmpty()) {
            retire(running.remove(name));
            LOG.infof("routes of %s retire: the file is gone", name);
          }
        });
  }

  private void replace(String name, RouteOutline outline) {
    RunningFile old = running.get(name);
    try {
      if (old != null) {
        swap.quiesce(old);
      }
      RunningFile next = new RunningFile(outline, version);
      swap.start(next);
      running.put(name, next);
      if (old != null) {
        swap.retire(old);
      }
      LOG.infof("routes of %s run in version %d", name, version);
    } catch (Exception e) {
      refuse(name, new RoutesRefused(name, e).getMessage());
      if (old != null) {
        restore(name, old);
      }
    }
  }

  /** The old text once more: the version that ran may have lost its ports already. */
  private void restore(String name, RunningFile old) {
    version++;
    RunningFile again = new RunningFile(old.outline(), version);
    try {
      swap.start(again);
      running.put(name, again);
      swap.retire(old);
    } catch (Exception e) {
      LOG.errorf(e, "the last good version of %s does not start again", name);
    }
  }

  private void retire(RunningFile file) {
    try {
      swap.quiesce(file);
    } catch (Exception e) {
      LOG.warnf(e, "a consumer of %s does not stop", file.outline().name());
    }
    swap.retire(file);
  }

  private void refuse(String name, String reason) {
    refused.put(name, reason);
    if (reason.equals(refusedBefore.get(name))) {
      return;
    }
    LOG.errorf("routes refused, the last good version goes on: %s", reason);
  }
}

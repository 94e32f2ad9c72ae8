package io.spectra.bulk;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.spectra.bulk.task.TaskFeed;
import io.spectra.bulk.task.TaskTaker;
import io.spectra.start.Stopping;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
  private static final Set<String> CALLED =
      Set.of("direct", "platform-http", "rest-openapi", "seda");
  private static final long ROUTE_SECONDS = 10;

  private final CamelContext camel;
  private final TaskFeed feed;
  private final TaskTaker taker;
  private final Workers workers;
  private final Stopping stopping;
  private CompletableFuture<?> stopped = CompletableFuture.completedFuture(null);

  Departure(
      CamelContext camel, TaskFeed feed, TaskTaker taker, Workers workers, Stopping stopping) {
    this.camel = camel;
    this.feed = feed;
    this.taker = taker;
    this.workers = workers;
    this.stopping = stopping;
  }

  /**
   * Ends whatever brings work in by itself: consumers of Kafka, timers, files. All at the same time
   * and in the background, as each takes until its next poll, and requests do not wait for that.
   */
  void takeNothingMore(@Observes @Priority(10) ShutdownDelayInitiatedEvent event) {
    taker.close();
    stopped =
        CompletableFuture.allOf(
            Stream.concat(
                    Stream.of(onThread("stop-tasks", feed::close)),
                    List.copyOf(camel.getRoutes()).stream()
                        .filter(Departure::beginsByItself)
                        .map(route -> onThread("stop-" + route.getRouteId(), () -> stop(route))))
                .toArray(CompletableFuture<?>[]::new));
  }

  private static boolean beginsByItself(Route route) {
    String uri = route.getEndpoint().getEndpointUri();
    return !CALLED.contains(uri.substring(0, uri.indexOf(':')));
  }

  private static CompletableFuture<Void> onThread(String name, Runnable task) {
    return CompletableFuture.runAsync(task, run -> new Thread(run, name).start());
  }

  private void stop(Route route) {
    try {
      camel.getRouteController().stopRoute(route.getRouteId(), ROUTE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      LOG.warnf(e, "route %s does not stop", route.getRouteId());
    }
  }

  /** While the job ledger still takes what is given back. */
  void giveBack(@Observes @Priority(30) ShutdownDelayInitiatedEvent event) {
    stopping.await(workers::idle);
    taker.leave();
    stopped.join();
  }
}

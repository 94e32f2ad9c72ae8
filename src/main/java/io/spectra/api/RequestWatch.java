package io.spectra.api;

import io.quarkus.runtime.Startup;
import io.spectra.trace.Tracing;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The requests that are being answered. Safe for use by many threads. */
@Startup
@ApplicationScoped
public class RequestWatch {
  private final RequestMeter meter;
  private final Tracing tracing;
  private final Set<Watched> open = ConcurrentHashMap.newKeySet();

  RequestWatch(RequestMeter meter, Tracing tracing) {
    this.meter = meter;
    this.tracing = tracing;
    meter.inFlight(open::size);
  }

  /** Watches a request until its answer has ended or its client has left. */
  Watched begin(RoutingContext http) {
    Watched request = new Watched(http, RequestSpan.begin(tracing, http));
    open.add(request);
    http.addEndHandler(
        end -> {
          open.remove(request);
          meter.ended(request);
          request.span().end(request);
        });
    return request;
  }

  /** Ends the waiting of those that only wait. */
  void leaveAll() {
    open.forEach(Watched::leave);
  }

  boolean idle() {
    return open.isEmpty();
  }

  /** Ends the work on all of them. */
  void stopAll() {
    open.forEach(Watched::stop);
  }
}

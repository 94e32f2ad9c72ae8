package io.spectra.api;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.start.Stopping;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * How requests end when the service is told to stop: those that only wait are answered at once, and
 * new ones are still taken for a while; then new ones are refused, those at work finish, and at
 * last the queries that are left are cancelled. Bulk jobs are {@link io.spectra.bulk.Departure}'s.
 */
@ApplicationScoped
public class Leaving {
  private static final Logger LOG = Logger.getLogger(Leaving.class);
  private static final Duration CANCELLED = Duration.ofSeconds(5);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final RequestWatch requests;
  private final Stopping stopping;
  private volatile boolean closed;

  Leaving(RequestWatch requests, Stopping stopping) {
    this.requests = requests;
    this.stopping = stopping;
  }

  /** Whether the service was told to stop. */
  boolean told() {
    return stopping.told();
  }

  /** Whether new requests are refused. */
  boolean closed() {
    return closed;
  }

  /** What a request is told that comes too late or did not finish in time. */
  static Failure stopping() {
    return Failure.of(ErrorCode.UNAVAILABLE, "This instance is being stopped; try again")
        .retryAfter(RETRY_AFTER);
  }

  /** Nobody waits on this instance for what another one can tell as well. */
  void endWaits(@Observes @Priority(5) ShutdownDelayInitiatedEvent event) {
    requests.leaveAll();
  }

  /** While everything that requests need still runs. */
  void drain(@Observes @Priority(20) ShutdownDelayInitiatedEvent event) {
    stopping.awaitDelay();
    closed = true;
    if (!stopping.await(requests::idle)) {
      LOG.warn("requests are still at work when their time is over: they are stopped");
      requests.stopAll();
      Stopping.await(requests::idle, CANCELLED);
    }
  }
}

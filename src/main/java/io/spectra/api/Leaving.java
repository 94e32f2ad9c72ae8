package io.spectra.api;

import io.quarkus.runtime.ShutdownEvent;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import io.spectra.start.ShutdownConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * How requests end when the service is told to stop: readiness goes down and requests are still
 * taken for a while; then new ones are refused, those at work finish, and at last the queries that
 * are left are cancelled. Bulk jobs are {@link io.spectra.bulk.Departure}'s.
 */
@ApplicationScoped
public class Leaving {
  private static final Logger LOG = Logger.getLogger(Leaving.class);
  private static final Duration CANCELLED = Duration.ofSeconds(5);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final RequestWatch requests;
  private final ShutdownConfig config;
  private volatile boolean told;
  private volatile boolean closed;

  Leaving(RequestWatch requests, ShutdownConfig config) {
    this.requests = requests;
    this.config = config;
  }

  /** Whether the service was told to stop. */
  boolean told() {
    return told;
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

  /** Before anything else stops. */
  void goDown(@Observes @Priority(1) ShutdownEvent event) {
    told = true;
    LOG.infof("stopping: not ready from now on, requests are taken for %s more", config.delay());
  }

  /** While everything that requests need still runs. */
  void drain(@Observes @Priority(20) ShutdownEvent event) {
    LockSupport.parkNanos(config.delay().toNanos());
    closed = true;
    if (!await(requests::idle, config.timeout())) {
      LOG.warnf("requests are still at work after %s: they are stopped", config.timeout());
      requests.stopAll();
      await(requests::idle, CANCELLED);
    }
  }

  private static boolean await(BooleanSupplier condition, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return true;
  }
}

package io.spectra.start;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The clock by which all parts stop when the service is told to (SIGTERM, SIGINT). They observe
 * {@link ShutdownDelayInitiatedEvent} in the order of their priority: it comes before the HTTP
 * server is closed, which waits until all of them are done. Safe for use by many threads.
 */
@ApplicationScoped
public class Stopping {
  /** Behind everything that starts. */
  private static final int LAST = 100_000;

  private static final Logger LOG = Logger.getLogger(Stopping.class);

  private final ShutdownConfig config;
  private volatile boolean started;
  private volatile boolean told;
  private volatile long toldNanos;

  Stopping(ShutdownConfig config) {
    this.config = config;
  }

  void started(@Observes @Priority(LAST) StartupEvent event) {
    started = true;
  }

  /** Before anything else. */
  void begin(@Observes @Priority(1) ShutdownDelayInitiatedEvent event) {
    toldNanos = System.nanoTime();
    told = true;
    LOG.infof("stopping: not ready from now on, requests are taken for %s more", delay());
  }

  /** Whether the service was told to stop: it is not ready any more, and still takes requests. */
  public boolean told() {
    return told;
  }

  /** Waits until no more requests are taken. */
  public void awaitDelay() {
    long end = toldNanos + delay().toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Until when work that was begun may go on, by {@link System#nanoTime()}. */
  public long deadlineNanos() {
    return toldNanos + delay().plus(config.timeout()).toNanos();
  }

  /**
   * Waits for work to end, until its time is over.
   *
   * @return whether it has ended
   */
  public boolean await(BooleanSupplier ended) {
    return await(ended, deadlineNanos());
  }

  /** Waits for something that takes a moment. */
  public static boolean await(BooleanSupplier ended, Duration most) {
    return await(ended, System.nanoTime() + most.toNanos());
  }

  private static boolean await(BooleanSupplier ended, long deadlineNanos) {
    while (!ended.getAsBoolean()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return true;
  }

  /** No balancer knows an instance that did not come up. */
  private Duration delay() {
    return started ? config.delay() : Duration.ZERO;
  }
}

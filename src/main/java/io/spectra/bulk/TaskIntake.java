package io.spectra.bulk;

import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.DefaultConsumer;

/**
 * Has the consumer of tasks fetch none while no worker is free: it goes on polling, so it stays in
 * its group, and what it does not fetch is not held from others for longer than their own lag. Safe
 * for use by many threads.
 */
@Singleton
class TaskIntake {
  static final String ROUTE = "task-take";

  private final CamelContext camel;
  private boolean closed;

  TaskIntake(CamelContext camel) {
    this.camel = camel;
  }

  /** Fetches or not, as the worker count wants it now; to be called after each change of it. */
  synchronized void open(BooleanSupplier anyFree) {
    Route route = camel.getRoute(ROUTE);
    if (route == null || closed) {
      return;
    }
    // Asked under the lock, so that the last change is the one that counts.
    fetch(route.getConsumer(), anyFree.getAsBoolean());
  }

  /** Fetches no more. */
  synchronized void close() {
    closed = true;
    Route route = camel.getRoute(ROUTE);
    if (route != null) {
      fetch(route.getConsumer(), false);
    }
  }

  private static void fetch(Consumer tasks, boolean wanted) {
    if (tasks instanceof DefaultConsumer consumer) {
      // One that is not started yet, or stops, is left alone: it would not come back.
      if (wanted && consumer.isSuspended()) {
        consumer.resume();
      } else if (!wanted && consumer.getStatus() == ServiceStatus.Started) {
        consumer.suspend();
      }
    }
  }
}

package io.spectra.warehouse;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Measures the connections to the warehouse. Safe for use by many threads. */
final class PoolMeter {
  private final MeterRegistry registry;
  private final Timer taken;
  private final Counter refused;

  PoolMeter(MeterRegistry registry) {
    this.registry = registry;
    taken =
        Timer.builder("spectra.warehouse.connection.wait")
            .description("From asking for a connection to having it, opening one included")
            .register(registry);
    refused =
        Counter.builder("spectra.warehouse.connection.refused")
            .description("Requests for which no connection was free in time")
            .register(registry);
  }

  void watch(Semaphore free, int limit, Map<?, ?> pools) {
    gauge("spectra.warehouse.connections.busy", "Connections at work", free, limit);
    Gauge.builder("spectra.warehouse.connections.limit", () -> limit)
        .description("Connections that may be at work at the same time")
        .register(registry);
    Gauge.builder("spectra.warehouse.connections.waiting", free, Semaphore::getQueueLength)
        .description("Requests that wait for a connection")
        .register(registry);
    Gauge.builder("spectra.warehouse.pools", pools, Map::size)
        .description("Tenants with open connections")
        .register(registry);
  }

  private void gauge(String name, String about, Semaphore free, int limit) {
    Gauge.builder(name, free, permits -> limit - permits.availablePermits())
        .description(about)
        .register(registry);
  }

  void taken(long nanos) {
    taken.record(nanos, TimeUnit.NANOSECONDS);
  }

  void refused() {
    refused.increment();
  }
}

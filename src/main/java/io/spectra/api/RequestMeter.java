package io.spectra.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.spectra.api.contract.Contract;
import io.spectra.failure.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Counts requests. Every meter is found by one look into a map, and none is made while a request
 * waits but the first of its kind. Safe for use by many threads.
 */
@Startup
@ApplicationScoped
public class RequestMeter {
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10),
    Duration.ofSeconds(60),
    Duration.ofSeconds(300)
  };

  private final MeterRegistry registry;
  private final boolean byTenant;
  private final Map<String, Timer> tenants = new ConcurrentHashMap<>();
  private final Map<String, Map<Integer, Timer>> requests = new ConcurrentHashMap<>();
  private final Map<ErrorCode, Counter> failures = new EnumMap<>(ErrorCode.class);
  private final Counter sent;
  private final Map<String, Counter> limited = new ConcurrentHashMap<>();

  RequestMeter(MeterRegistry registry, Contract contract, MetricsConfig config) {
    this.registry = registry;
    this.byTenant = config.tenants();
    sent =
        Counter.builder("spectra.http.sent")
            .description("Bytes of the bodies of answers")
            .baseUnit("bytes")
            .register(registry);
    contract.operations().forEach(operation -> timer(operation.id(), 200));
    contract.rateLimits().keySet().forEach(this::counter);
    for (ErrorCode code : ErrorCode.values()) {
      failures.put(
          code,
          Counter.builder("spectra.http.failures")
              .description("Answers in the error envelope, by its code")
              .tag("code", code.name())
              .register(registry));
    }
  }

  void inFlight(Supplier<Number> count) {
    Gauge.builder("spectra.http.requests.in.flight", count)
        .description("Requests that are being answered")
        .register(registry);
  }

  void ended(Watched request) {
    long nanos = request.nanos();
    timer(request.operation(), request.status()).record(nanos, TimeUnit.NANOSECONDS);
    sent.increment(request.bytes());
    if (byTenant && request.tenant() != null) {
      tenants.computeIfAbsent(request.tenant(), this::tenant).record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private Timer tenant(String id) {
    return Timer.builder("spectra.tenant.requests")
        .description("Requests of a tenant; only with spectra.metrics.tenants")
        .tag("tenant", id)
        .register(registry);
  }

  void failed(ErrorCode code) {
    failures.get(code).increment();
  }

  void limited(String bucket) {
    counter(bucket).increment();
  }

  private Timer timer(String operation, int status) {
    Map<Integer, Timer> timers = requests.get(operation);
    if (timers == null) {
      timers = requests.computeIfAbsent(operation, fresh -> new ConcurrentHashMap<>());
    }
    Timer timer = timers.get(status);
    return timer == null ? timers.computeIfAbsent(status, fresh -> make(operation, fresh)) : timer;
  }

  private Timer make(String operation, int status) {
    return Timer.builder("spectra.http.requests")
        .description("Requests, from their arrival to the end of the answer")
        .tags("operation", operation, "status", Integer.toString(status))
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }

  private Counter counter(String bucket) {
    return limited.computeIfAbsent(
        bucket,
        fresh ->
            Counter.builder("spectra.http.rate.limited")
                .description("Requests refused because a tenant's minute was used up")
                .tag("bucket", fresh)
                .register(registry));
  }
}

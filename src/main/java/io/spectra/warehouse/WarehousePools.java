package io.spectra.warehouse;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.Startup;
import io.spectra.auth.Tenant;
import io.spectra.auth.TenantsChanged;
import io.spectra.failure.ErrorCode;
import io.spectra.failure.Failure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * One small pool of connections per tenant, opened when the tenant first asks and closed when it no
 * longer does; the connections at work are bounded in all, too. A tenant whose login changed has a
 * new pool from then on. Safe for use by many threads.
 */
@Startup
@ApplicationScoped
public class WarehousePools {
  private final WarehouseConfig config;
  private final Semaphore permits;
  private final PoolMeter meter;
  private final Map<Key, TenantPool> pools = new ConcurrentHashMap<>();
  private final AtomicLong lookedNanos = new AtomicLong(System.nanoTime());

  /** What makes connections fit for each other's use: whatever else of a tenant may change. */
  private record Key(String tenant, Tenant.DatabaseLogin login) {
    static Key of(Tenant tenant) {
      return new Key(tenant.id(), tenant.database());
    }
  }

  public WarehousePools(WarehouseConfig config) {
    this.config = config;
    this.permits = new Semaphore(config.connections(), true);
    this.meter = new PoolMeter(Metrics.globalRegistry);
    meter.watch(permits, config.connections(), pools);
  }

  /**
   * A connection of the tenant's own login, between transactions; waits for one as long as {@link
   * WarehouseConfig#acquisitionTimeout()} says.
   *
   * @param statementTimeout after which the warehouse itself ends a statement
   * @return the connection; the caller closes or discards it
   * @throws Failure {@code UNAVAILABLE} when all are taken or the warehouse does not answer
   */
  PooledConnection lease(Tenant tenant, Duration statementTimeout) {
    closeIdle();
    long began = System.nanoTime();
    admit();
    TenantPool pool = enter(tenant);
    try {
      PooledConnection connection = pool.take(statementTimeout, () -> leave(pool));
      meter.taken(System.nanoTime() - began);
      return connection;
    } catch (SQLException e) {
      leave(pool);
      pool.forgetIdle();
      throw WarehouseErrors.noConnection(e);
    } catch (RuntimeException e) {
      leave(pool);
      throw e;
    }
  }

  /**
   * Closes the connections of tenants that are gone or log in otherwise now; a statement at work
   * ends first.
   */
  void letGo(@Observes TenantsChanged change) {
    Set<Key> kept = change.tenants().stream().map(Key::of).collect(Collectors.toSet());
    for (Key each : pools.keySet()) {
      if (!kept.contains(each)) {
        Optional.ofNullable(pools.remove(each)).ifPresent(TenantPool::retire);
      }
    }
  }

  /** Closes every connection; those at work break. */
  @PreDestroy
  public void close() {
    pools.values().forEach(TenantPool::close);
    pools.clear();
  }

  private TenantPool enter(Tenant tenant) {
    try {
      return pools.compute(Key.of(tenant), (key, known) -> poolOf(key, known).enter());
    } catch (RuntimeException e) {
      permits.release();
      throw e;
    }
  }

  private TenantPool poolOf(Key key, TenantPool known) {
    return known == null
        ? new TenantPool(config, key.tenant(), key.login(), config.connectionsPerTenant())
        : known;
  }

  private void admit() {
    try {
      if (permits.tryAcquire(config.acquisitionTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    meter.refused();
    throw Failure.of(ErrorCode.UNAVAILABLE, "All connections to the warehouse are in use")
        .retryAfter(Duration.ofSeconds(1));
  }

  private void leave(TenantPool pool) {
    pool.leave();
    permits.release();
  }

  /** Now and then, by whoever comes: a tenant that nobody asks for costs one waiting thread. */
  private void closeIdle() {
    long now = System.nanoTime();
    long last = lookedNanos.get();
    if (now - last < config.idleTimeout().toNanos() || !lookedNanos.compareAndSet(last, now)) {
      return;
    }
    for (Key each : pools.keySet()) {
      pools.computeIfPresent(each, (key, pool) -> closeIfIdle(pool));
    }
  }

  private TenantPool closeIfIdle(TenantPool pool) {
    if (!pool.idleFor(config.idleTimeout())) {
      return pool;
    }
    pool.close();
    return null;
  }
}

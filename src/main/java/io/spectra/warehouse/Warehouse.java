package io.spectra.warehouse;

import io.spectra.auth.Tenant;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;

/** Amazon Redshift, as each tenant's own database user sees it. Safe for use by many threads. */
@ApplicationScoped
public class Warehouse {
  private final WarehousePools pools;
  private final WarehouseConfig config;
  private final Watchdog watchdog = new Watchdog();

  public Warehouse(WarehousePools pools, WarehouseConfig config) {
    this.pools = pools;
    this.config = config;
  }

  /**
   * Opens a read-only transaction as the tenant's own database user.
   *
   * @param timeout for everything that is done in it, reading the rows included; counted from now
   * @return the session; the caller closes it
   * @throws io.spectra.failure.Failure {@code UNAVAILABLE} within the acquisition timeout when the
   *     warehouse gives no connection
   */
  public WarehouseSession read(Tenant tenant, Duration timeout) {
    PooledConnection connection = pools.lease(tenant, timeout);
    try {
      connection.jdbc().setReadOnly(true);
    } catch (SQLException e) {
      connection.discard();
      throw WarehouseErrors.noConnection(e);
    }
    return new WarehouseSession(connection, watchdog, timeout, config.stopTimeout());
  }

  /**
   * Opens a connection that changes data, as the tenant's own database user; it is not shared with
   * the tenant's queries afterwards.
   *
   * @param timeout for everything that is done on it; counted from now
   * @return the session; the caller closes it
   * @throws io.spectra.failure.Failure {@code UNAVAILABLE} like {@link #read}
   */
  public WritingSession write(Tenant tenant, Duration timeout) {
    PooledConnection connection = pools.lease(tenant, timeout);
    try {
      connection.jdbc().setReadOnly(false);
    } catch (SQLException e) {
      connection.discard();
      throw WarehouseErrors.noConnection(e);
    }
    return new WritingSession(
        new WarehouseSession(connection, watchdog, timeout, config.stopTimeout()),
        connection,
        timeout);
  }

  @PreDestroy
  public void close() {
    watchdog.close();
  }
}

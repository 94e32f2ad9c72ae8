package io.spectra.warehouse;

import io.spectra.auth.Tenant;
import io.spectra.auth.TenantRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Iterator;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Whether the warehouse answers, for readiness. It asks with the login of the first tenant of the
 * registry, on a connection of its own: a tenant who uses up all of its connections does not make
 * the service look unready. Safe for use by many threads.
 */
@ApplicationScoped
public class WarehouseCheck {
  private static final Logger LOG = Logger.getLogger(WarehouseCheck.class);

  private final Supplier<Collection<Tenant>> tenants;
  private final WarehouseConfig config;
  private final Watchdog watchdog = new Watchdog();
  private Tenant asked;
  private TenantPool pool;

  @Inject
  public WarehouseCheck(TenantRegistry tenants, WarehouseConfig config) {
    this(tenants::all, config);
  }

  WarehouseCheck(Supplier<Collection<Tenant>> tenants, WarehouseConfig config) {
    this.tenants = tenants;
    this.config = config;
  }

  /**
   * Asks and waits, no longer than {@link WarehouseConfig#acquisitionTimeout()} and {@link
   * WarehouseConfig#checkTimeout()} together.
   *
   * @return true when the warehouse answered; true as well where no tenant is known to ask for
   */
  public synchronized boolean answers() {
    Iterator<Tenant> known = tenants.get().iterator();
    if (!known.hasNext()) {
      return true;
    }
    use(known.next());
    try {
      return answers(pool.take(config.checkTimeout(), () -> {}));
    } catch (SQLException e) {
      LOG.warn("the warehouse gives no connection", e);
      return false;
    }
  }

  private boolean answers(PooledConnection connection) throws SQLException {
    var limit = watchdog.after(config.checkTimeout(), connection::discard);
    try (var statement = connection.jdbc().createStatement()) {
      statement.execute("SELECT 1");
      connection.jdbc().rollback();
      connection.giveBack();
      return true;
    } catch (SQLException e) {
      LOG.warn("the warehouse does not answer", e);
      connection.discard();
      return false;
    } finally {
      limit.cancel(false);
    }
  }

  private void use(Tenant tenant) {
    if (tenant.equals(asked)) {
      return;
    }
    closePool();
    asked = tenant;
    pool = new TenantPool(config, tenant.id(), tenant.database(), 1);
  }

  @PreDestroy
  synchronized void close() {
    watchdog.close();
    closePool();
  }

  private void closePool() {
    if (pool != null) {
      pool.close();
    }
  }
}
